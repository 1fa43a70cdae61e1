#!/usr/bin/env python3
"""Prints what the command is built from as a bill of materials: CycloneDX 1.5 in JSON.

    scripts/trust/sbom.py > copydesk.cdx.json

Asks `cargo metadata` for the crates that are locked and built in for this platform; crates for tests only are left out.
"""

import json
import pathlib
import subprocess

TOP = pathlib.Path(__file__).resolve().parents[2]


def metadata():
    """The packages by their ids, the edges between them, and the id of our own."""
    host = subprocess.run(["rustc", "-vV"], check=True, capture_output=True, text=True).stdout
    host = next(line.removeprefix("host: ") for line in host.splitlines() if line.startswith("host: "))
    command = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", host]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, cwd=TOP).stdout)
    packages = {package["id"]: package for package in found["packages"]}
    edges = {}
    for node in found["resolve"]["nodes"]:
        built_in = [
            dependency["pkg"]
            for dependency in node["deps"]
            if any(kind["kind"] in (None, "build") for kind in dependency["dep_kinds"])
        ]
        edges[node["id"]] = sorted(built_in)
    return packages, edges, found["resolve"]["root"]


def reachable(edges, root):
    """What is built in, beginning with our own package."""
    found, waiting = set(), [root]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(edges[one])
    return found


def address(package):
    """The package URL of a crate."""
    return f"pkg:cargo/{package['name']}@{package['version']}"


def checksums():
    """The checksums of the lock file by name and version."""
    found, name, version = {}, None, None
    for line in (TOP / "Cargo.lock").read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(" = ")
        value = value.strip('"')
        if key == "name":
            name = value
        elif key == "version":
            version = value
        elif key == "checksum":
            found[name, version] = value
    return found


def component(package, sums):
    """A crate as CycloneDX has it."""
    entry = {
        "type": "library",
        "bom-ref": address(package),
        "name": package["name"],
        "version": package["version"],
        "purl": address(package),
    }
    if package.get("license"):
        entry["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
    checksum = sums.get((package["name"], package["version"]))
    if checksum:
        entry["hashes"] = [{"alg": "SHA-256", "content": checksum}]
    return entry


def main():
    packages, edges, root = metadata()
    built = reachable(edges, root)
    sums = checksums()
    own = component(packages[root], sums) | {"type": "application"}
    others = sorted((component(packages[one], sums) for one in built - {root}), key=lambda entry: entry["purl"])
    print(
        json.dumps(
            {
                "bomFormat": "CycloneDX",
                "specVersion": "1.5",
                "version": 1,
                "metadata": {"component": own},
                "components": others,
                "dependencies": [
                    {"ref": address(packages[one]), "dependsOn": [address(packages[other]) for other in edges[one]]}
                    for one in sorted(built)
                ],
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
