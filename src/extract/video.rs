//! Videos that play in frames of a page, as what a reader can open.

/// The address at which a reader sees the video that a frame shows, if a frame's address is that of a known player.
///
/// ```
/// use copydesk::extract::video;
/// let shown = Some("https://www.youtube.com/watch?v=Zq8fHonk".to_owned());
/// assert_eq!(video("https://www.youtube-nocookie.com/embed/Zq8fHonk?rel=0"), shown);
/// assert_eq!(video("https://ads.example/frame"), None);
/// ```
pub fn address(frame: &str) -> Option<String> {
    let path = frame.trim_start_matches("https:").trim_start_matches("http:").strip_prefix("//")?;
    let (host, path) = path.split_once('/')?;
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let id = |before: &str| path.strip_prefix(before).map(|id| id.trim_end_matches('/')).filter(|id| is_id(id));
    match host.trim_start_matches("www.") {
        "youtube.com" | "youtube-nocookie.com" | "m.youtube.com" => {
            Some(format!("https://www.youtube.com/watch?v={}", id("embed/")?))
        }
        "player.vimeo.com" => Some(format!("https://vimeo.com/{}", id("video/")?)),
        "dailymotion.com" => Some(format!("https://www.dailymotion.com/video/{}", id("embed/video/")?)),
        _ => None,
    }
}

fn is_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_players_have_pages() {
        let check = |frame: &str, page: Option<&str>| assert_eq!(address(frame).as_deref(), page);
        check("//player.vimeo.com/video/12345", Some("https://vimeo.com/12345"));
        check("https://www.youtube.com/embed/a_b-C/", Some("https://www.youtube.com/watch?v=a_b-C"));
        check("https://www.dailymotion.com/embed/video/x7", Some("https://www.dailymotion.com/video/x7"));
        check("https://www.youtube.com/embed/a\"><script>", None);
        check("javascript:alert(1)", None);
        check("https://www.youtube.com/", None);
    }
}
