//! The JSON Schema of a `copydesk.toml`, for editors that complete and check it.

use serde_json::{Map, Value, json};

use super::keys::{KEYS, Key, Kind, rule_names};

/// The schema (draft 2020-12), made from the catalogue of keys and the catalogue of rules.
///
/// ```
/// let schema = copydesk::config::schema();
/// assert_eq!(schema["properties"]["suggested"]["type"], "boolean");
/// ```
pub fn schema() -> Value {
    let mut properties = table("");
    for section in ["protect", "case", "golden"] {
        properties.insert(section.to_owned(), object(&table(section)));
    }
    let per_file: Map<_, _> =
        KEYS.iter().filter(|key| key.per_file).map(|key| (key.name.to_owned(), property(key))).collect();
    properties.insert(
        "per-file".to_owned(),
        json!({
            "description": "Keys that count for the files whose names fit a pattern",
            "type": "object",
            "additionalProperties": object(&per_file),
        }),
    );
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "copydesk.toml",
        "description": "The configuration of copydesk",
    });
    if let (Some(schema), Value::Object(object)) = (schema.as_object_mut(), object(&properties)) {
        schema.extend(object);
        schema.insert("$defs".to_owned(), json!({"rule": {"enum": rule_names().collect::<Vec<_>>()}}));
    }
    schema
}

fn object(properties: &Map<String, Value>) -> Value {
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

fn table(section: &str) -> Map<String, Value> {
    let keys = KEYS.iter().filter(|key| key.parts().0 == section);
    keys.map(|key| (key.parts().1.to_owned(), property(key))).collect()
}

fn property(key: &Key) -> Value {
    let mut property = match key.kind {
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Columns => json!({"anyOf": [{"type": "integer", "minimum": 1}, {"const": "none"}]}),
        Kind::Format => json!({"enum": ["auto", "text", "markdown", "html"]}),
        Kind::Language => json!({"type": "string", "pattern": "^(auto|[A-Za-z]{2,3}([-_].*)?)$"}),
        Kind::Encoding | Kind::File => json!({"type": "string", "minLength": 1}),
        Kind::Rules => json!({"type": "array", "items": {"$ref": "#/$defs/rule"}}),
        Kind::Texts => json!({"type": "array", "items": {"type": "string", "pattern": "\\S"}}),
        Kind::Patterns => json!({"type": "array", "items": {"type": "string", "minLength": 1}}),
        Kind::Expect => json!({"enum": ["unchanged", "fail"]}),
        Kind::Renderings => json!({"type": "array", "items": {"enum": ["markdown", "html", "text", "json"]}}),
        Kind::Seconds => json!({"type": "integer", "minimum": 1}),
        Kind::Text => json!({"type": "string"}),
    };
    property["description"] = key.summary.into();
    property
}
