"""The examples, inside of the packages that they are written for."""

import importlib.util
import pathlib

import pytest

EXAMPLES = pathlib.Path(__file__).parent.parent / "examples"
DAMAGED = "They met for face-toface talks . . . and left.\n"
REPAIRED = "They met for face-to-face talks … and left.\n"


def example(name):
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_step_of_datatrove():
    pytest.importorskip("datatrove", reason="pip install datatrove")
    from datatrove.data import Document

    step = example("datatrove_formatter").Copydesk()
    documents = [Document(text=DAMAGED, id="1"), Document(text="High tide.", id="2")]
    assert [document.text for document in step.run(documents)] == [REPAIRED, "High tide.\n"]
    assert step.stats.to_dict()["stats"]["total"] == 2


PAGE = """<html lang="en"><head><title>High tide</title></head><body><nav><a href="/">Home</a></nav><article>
<h1>High tide</h1><p>The tide came in at noon . . . and it went out again, as it does on every day of the year.</p>
<p>See the <a href="tables">tables</a> for the hours of the next week, which the harbour office prints.</p>
</article></body></html>"""


def test_a_pipeline_of_scrapy(tmp_path):
    pytest.importorskip("scrapy", reason="pip install scrapy")
    import scrapy
    from scrapy.crawler import CrawlerProcess
    from scrapy.signals import item_scraped

    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    address = (tmp_path / "page.html").as_uri()

    class Spider(scrapy.Spider):
        name = "tides"
        start_urls = [address]

        def parse(self, response):
            yield {"url": "https://example.org/a/tide.html", "html": response.text}

    pipeline = example("scrapy_pipeline").Copydesk
    process = CrawlerProcess({"ITEM_PIPELINES": {pipeline: 300}, "LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False})
    crawler = process.create_crawler(Spider)
    items = []
    crawler.signals.connect(lambda item: items.append(item), signal=item_scraped, weak=False)
    process.crawl(crawler)
    process.start()
    [item] = items
    assert item["title"] == "High tide" and item["repairs"] > 0
    assert "came in at noon … and" in item["article"] and "https://example.org/a/tables" in item["article"]
