//! A line of JSON as the fields it has, so that what is not ours goes out byte for byte as it came in.
//!
//! Reading it into values would change it: a long number loses digits, an escape is written another way.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::{RawValue, to_raw_value};

/// The field that tells what was done.
pub const OURS: &str = "copydesk";

/// An object whose values are not looked at.
pub struct Record<'l> {
    fields: Vec<(String, &'l RawValue)>,
}

impl<'l> Record<'l> {
    /// Reads a line.
    ///
    /// # Errors
    /// A line that is no JSON, or no object.
    pub fn read(line: &'l [u8]) -> serde_json::Result<Self> {
        serde_json::from_slice(line)
    }

    /// The value of a field; of several with one name the last, as JSON is read everywhere.
    pub fn get(&self, name: &str) -> Option<&'l RawValue> {
        self.fields.iter().rfind(|(key, _)| key == name).map(|(_, value)| *value)
    }

    /// A field's text; none where it is absent or null.
    ///
    /// # Errors
    /// A field that is no text, by what it is instead.
    pub fn text(&self, name: &str) -> Result<Option<String>, String> {
        let Some(value) = self.get(name).filter(|value| value.get() != "null") else { return Ok(None) };
        let text = serde_json::from_str(value.get());
        text.map(Some).map_err(|error| format!("the field `{name}` is {}", kind_of(value.get(), &error)))
    }

    /// The line with fields put in: each in the place of the one of its name, or at the end.
    pub fn with(&self, put: &[(&str, &RawValue)]) -> Vec<u8> {
        let mut fields: Vec<(&str, &RawValue)> =
            self.fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        for (name, value) in put {
            match fields.iter().position(|(known, _)| known == name) {
                Some(first) => {
                    fields[first].1 = value;
                    let mut at = 0;
                    fields.retain(|(known, _)| {
                        at += 1;
                        at - 1 <= first || known != name
                    });
                }
                None => fields.push((name, value)),
            }
        }
        object(&fields)
    }
}

/// The fields as an object on one line.
fn object(fields: &[(&str, &RawValue)]) -> Vec<u8> {
    let mut line = vec![b'{'];
    for (name, value) in fields {
        if line.len() > 1 {
            line.push(b',');
        }
        line.extend_from_slice(raw(name).get().as_bytes());
        line.push(b':');
        line.extend_from_slice(value.get().as_bytes());
    }
    line.extend_from_slice(b"}\n");
    line
}

/// A line for one that could not be read: its words, where they can be held, and what is said of it.
pub fn unread(line: Option<&[u8]>, ours: &RawValue) -> Vec<u8> {
    let words = line.map(|line| raw(&String::from_utf8_lossy(line)));
    let words = words.as_deref().map(|words| ("line", words));
    object(&words.into_iter().chain([(OURS, ours)]).collect::<Vec<_>>())
}

/// A value as it is written. Ours are texts, numbers and maps by text: nothing that JSON can't hold.
pub fn raw(value: &(impl serde::Serialize + ?Sized)) -> Box<RawValue> {
    to_raw_value(value).expect("texts, numbers, and maps by text")
}

/// What a value is that should be a text.
fn kind_of(value: &str, error: &serde_json::Error) -> String {
    match value.as_bytes().first() {
        Some(b'{') => "an object, not a text".to_owned(),
        Some(b'[') => "a list, not a text".to_owned(),
        Some(b'"') => format!("no text: {error}"),
        Some(b't' | b'f') => "a truth value, not a text".to_owned(),
        _ => "a number, not a text".to_owned(),
    }
}

impl<'de> Deserialize<'de> for Record<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = Record<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry::<String, &'de RawValue>()? {
                    fields.push(field);
                }
                Ok(Record { fields })
            }
        }

        deserializer.deserialize_map(Fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, put: &[(&str, &str)], meant: &str) {
        let record = Record::read(line.as_bytes()).unwrap();
        let put: Vec<_> = put.iter().map(|(name, text)| (*name, raw(*text))).collect();
        let put: Vec<_> = put.iter().map(|(name, value)| (*name, value.as_ref())).collect();
        assert_eq!(String::from_utf8(record.with(&put)).unwrap(), format!("{meant}\n"));
    }

    #[test]
    fn what_is_not_ours_stays_byte_for_byte() {
        let line = r#"{"z":12345678901234567890.10, "a":{"k": [1,  2]},"\u0065":"\u00e9"}"#;
        check(line, &[], r#"{"z":12345678901234567890.10,"a":{"k": [1,  2]},"e":"\u00e9"}"#);
    }

    #[test]
    fn fields_are_put_in_their_places_or_last() {
        check(r#"{"text":"a","id":1}"#, &[("text", "b"), ("more", "c")], r#"{"text":"b","id":1,"more":"c"}"#);
        check("{}", &[("text", "é\n\u{2028}")], "{\"text\":\"é\\n\u{2028}\"}");
    }

    #[test]
    fn of_two_fields_with_one_name_the_last_counts() {
        let record = Record::read(br#"{"text":"one","id":1,"text":"two"}"#).unwrap();
        assert_eq!(record.text("text"), Ok(Some("two".to_owned())));
        check(r#"{"text":"one","id":1,"text":"two"}"#, &[("text", "3")], r#"{"text":"3","id":1}"#);
    }

    #[test]
    fn what_is_no_text_is_told() {
        let record = Record::read(br#"{"n":7,"o":{},"l":[],"t":true,"u":"\ud800","z":null}"#).unwrap();
        for (name, kind) in [("n", "a number"), ("o", "an object"), ("l", "a list"), ("t", "a truth"), ("u", "escape")]
        {
            let told = record.text(name).unwrap_err();
            assert!(told.contains(kind), "{name}: {told}");
        }
        assert_eq!((record.text("z"), record.text("none")), (Ok(None), Ok(None)));
        assert!(
            Record::read(b"[1]").is_err() && Record::read(b"").is_err() && Record::read(b"{\"a\":\"\xff\"}").is_err()
        );
    }

    #[test]
    fn a_line_that_could_not_be_read_keeps_its_words() {
        let line = unread(Some(b"no \"json\" \xff"), &raw(&7));
        assert_eq!(String::from_utf8(line).unwrap(), "{\"line\":\"no \\\"json\\\" \u{fffd}\",\"copydesk\":7}\n");
    }
}
