//! Links: each published version opens for ever, every draft comes back letter for letter, and what was cut, changed or
//! made up is refused in words.

use pbr::json::Node;
use pbr::link::{MAX_DRAFT, Refusal, decode, encode, torn};
use pbr::scenario::read;
use pbr::words::Lang;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::fs;

const FRONT: &str = include_str!("../../src/schemes/front1.json");

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        rng_seed: RngSeed::Fixed(20_260_630),
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    }
}

/// A refusal says what is wrong and what one can do, in whole sentences.
fn check_message(refusal: &Refusal) {
    let message = refusal.message(Lang::En);
    assert!(message.ends_with('.') && message.len() > 60, "{message}");
    assert!(!message.contains(['{', '}', '<']), "{message}");
}

#[test]
fn every_published_version_opens_for_ever() {
    let mut versions = 0;
    for entry in fs::read_dir("tests/links").expect("tests/links") {
        let path = entry.expect("entry").path();
        if path.extension().is_some_and(|e| e == "txt") {
            let link = fs::read_to_string(&path).expect("link");
            let draft = fs::read_to_string(path.with_extension("json")).expect("the draft beside");
            assert_eq!(decode(&link).as_deref(), Ok(draft.as_str()), "{}", path.display());
            versions += 1;
        }
    }
    assert!(versions >= 1);
}

#[test]
fn what_we_make_now_has_a_golden() {
    // another deflate may pack otherwise; the first two characters are the version that the golden stands for
    let golden = fs::read_to_string("tests/links/v1.txt").expect("golden");
    assert_eq!(golden[..2], encode(FRONT)[..2], "a new version of links needs a golden of its own");
}

#[test]
fn what_is_left_of_a_cut_link_can_be_read() {
    let link = encode(FRONT);
    let whole = Node::parse(FRONT).expect("JSON");
    let (mut longest, mut shown) = (0, 0);
    for tenth in 1..10 {
        let cut = &link[..link.len() * tenth / 10];
        assert!(decode(cut).is_err());
        let Some(left) = torn(cut) else { continue };
        assert!(FRONT.starts_with(&left), "nothing but what was there");
        assert!(left.len() >= longest);
        longest = left.len();
        let Some(node) = Node::salvage(&left) else { continue };
        // what can be read is a draft with mistakes, and what stands in it stood there before
        for path in ["scenarios[0].name", "scenarios[0].people[0].referrals", "scenarios[0].people[2].value"] {
            let there = node.at(path);
            assert!(there.is_none() || there == whole.at(path), "{path}");
        }
        shown += usize::from(read(&node.to_string()).is_ok_and(|e| !e.scenarios.is_empty()));
    }
    assert!(longest > FRONT.len() / 2 && shown > 4, "{longest} letters, {shown} drafts");
}

#[test]
fn salvage_keeps_what_is_whole_and_breaks_on_nothing() {
    let is = |text: &str, want: Option<&str>| {
        assert_eq!(Node::salvage(text), want.map(|w| Node::parse(w).expect(w)), "{text}");
    };
    is(r#"{"a": 1, "b": [1, 2"#, Some(r#"{"a": 1, "b": [1]}"#));
    is(r#"{"a": {"x": "}]\"", "y": 12.5"#, Some(r#"{"a": {"x": "}]\""}}"#));
    is(r#"{"a": [1, 2], "b": nonsense, "c": 3}"#, Some(r#"{"a": [1, 2]}"#));
    is(r#"{"a": [[1], [2"#, Some(r#"{"a": [[1]]}"#));
    is("{\"a\": 1} and more", Some(r#"{"a": 1}"#));
    is("", None);
    is("no JSON at all", None);
    is("{\"a", None);
    let every: Vec<usize> = FRONT.char_indices().map(|(i, _)| i).step_by(37).collect();
    for i in every {
        if let Some(node) = Node::salvage(&FRONT[..i]) {
            assert!(Node::parse(&node.to_string()).is_ok());
        }
    }
}

#[test]
fn a_whole_address_opens_like_its_end() {
    let link = encode(FRONT);
    let (left, right) = link.split_at(link.len() / 2);
    for form in [
        link.clone(),
        format!("#{link}"),
        format!("https://example.org/pbr/index.html#{link}"),
        format!("https://example.org/pbr/?from=mail&lang=en#{link}"),
        format!("file:///home/me/Payment%20by%20Results.html#{link}"),
        format!("https://example.org/pbr/{link}"),
        format!("<https://example.org/#{link}>."),
        format!("  {left}\r\n{right}\n"),
    ] {
        assert_eq!(decode(&form).as_deref(), Ok(FRONT), "{}", &form[..40]);
    }
}

#[test]
fn each_kind_of_damage_has_its_own_words() {
    let link = encode(FRONT);
    let is = |text: &str, id: &str| {
        let refusal = decode(text).expect_err(id);
        assert_eq!(refusal.id(), id, "{}", text.chars().take(60).collect::<String>());
        check_message(&refusal);
    };
    for text in [
        "",
        "#",
        "https://example.org/",
        "https://example.org/page.html#top",
        "{\"format\":1}",
        "2026-04",
        "2nd thoughts about payment by results",
        "£££",
    ] {
        is(text, "link.not");
    }
    for end in [2, 3, 8, 12, 13, 14, 100, link.len() - 1] {
        is(&link[..end], "link.cut_short");
    }
    is(&format!("{link}A"), "link.altered");
    is(&link.replace(&link[50..60], "AAAAAAAAAA"), "link.altered");
    is(&format!("{} {}", &link[..40], &link[40..]), "link.altered");
    is(&format!("2d{}", &link[2..]), "link.newer");
    is(&format!("1z{}", &link[2..]), "link.newer");
    is(&encode(&" ".repeat(MAX_DRAFT + 1)), "link.too_large");
    is(&"A".repeat(10 * MAX_DRAFT), "link.too_large");
}

#[test]
fn the_bound_itself_is_allowed() {
    let longest = " ".repeat(MAX_DRAFT);
    assert_eq!(decode(&encode(&longest)), Ok(longest));
    // text that cannot be packed makes the longest link
    let mut state = 1_u32;
    let noise: String = (0..MAX_DRAFT)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from((state >> 25) as u8)
        })
        .collect();
    assert_eq!(decode(&encode(&noise)), Ok(noise));
}

#[test]
fn a_front_page_link_fits_into_mail() {
    let link = encode(FRONT);
    assert!(link.len() < 2000, "{} characters", link.len());
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn any_text_comes_back(draft in any::<String>()) {
        prop_assert_eq!(decode(&encode(&draft)), Ok(draft));
    }

    #[test]
    fn any_text_is_packed_as_another_deflate_does(draft in "[a-d\u{e9}]{0,2000}") {
        check_both_ways(&draft);
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        if let Err(refusal) = decode(&text) {
            check_message(&refusal);
        }
    }

    #[test]
    fn any_digits_behind_our_mark_are_refused(digits in "[A-Za-z0-9_-]{0,300}") {
        let refusal = decode(&format!("#1d{digits}")).expect_err("no one made this");
        check_message(&refusal);
    }

    #[test]
    fn no_single_change_goes_unseen(at in any::<prop::sample::Index>(), to in any::<char>()) {
        let link = encode(r#"{"format":1,"scenarios":[]}"#);
        let mut chars: Vec<char> = link.chars().collect();
        let i = at.index(chars.len());
        prop_assume!(chars[i] != to);
        chars[i] = to;
        let changed: String = chars.into_iter().collect();
        prop_assert!(decode(&changed).is_err());
    }

    #[test]
    fn every_cut_is_seen(at in any::<prop::sample::Index>()) {
        let link = encode(FRONT);
        prop_assert!(decode(&link[..at.index(link.len())]).is_err());
    }

    /// A well-made link around bytes that nobody deflated.
    #[test]
    fn hostile_streams_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Err(refusal) = decode(&sealed(&bytes)) {
            check_message(&refusal);
        }
    }
}

/// A link with the right length and checksum around any bytes, written from its description alone.
fn sealed(packed: &[u8]) -> String {
    let length = (packed.len() as u32).to_be_bytes();
    let mut crc = u32::MAX;
    for byte in length.iter().chain(packed) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    let bytes = [&length[..], &(!crc).to_be_bytes(), packed].concat();
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".as_bytes();
    let bits: String = bytes.iter().map(|b| format!("{b:08b}")).collect();
    let text = bits.as_bytes().chunks(6).map(|six| {
        let six = format!("{:0<6}", String::from_utf8_lossy(six));
        char::from(digits[usize::from_str_radix(&six, 2).expect("bits")])
    });
    format!("1d{}", text.collect::<String>())
}

#[test]
fn a_bomb_is_not_unpacked() {
    let bomb = miniz_oxide::deflate::compress_to_vec(&vec![b' '; 64 * MAX_DRAFT], 9);
    assert_eq!(decode(&sealed(&bomb)), Err(Refusal::TooLarge));
    let not_text = miniz_oxide::deflate::compress_to_vec(&[0xff, 0xfe], 9);
    assert_eq!(decode(&sealed(&not_text)), Err(Refusal::Altered));
}

/// Deflated bytes of a link that is well made.
fn packed(link: &str) -> Vec<u8> {
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let bits: String = link[2..].chars().map(|c| format!("{:06b}", digits.find(c).expect("a digit"))).collect();
    let bytes = bits.as_bytes().chunks_exact(8).skip(8);
    bytes.map(|b| u8::from_str_radix(&String::from_utf8_lossy(b), 2).expect("bits")).collect()
}

/// The first links were made by another deflate: they open for ever, at each of its efforts, and it opens ours.
fn check_both_ways(draft: &str) {
    for level in [0, 1, 2, 6, 9, 10] {
        let old = sealed(&miniz_oxide::deflate::compress_to_vec(draft.as_bytes(), level));
        assert_eq!(decode(&old).as_deref(), Ok(draft), "level {level}");
    }
    let ours = packed(&encode(draft));
    let opened = miniz_oxide::inflate::decompress_to_vec(&ours).expect("a whole stream");
    assert_eq!(opened, draft.as_bytes());
    let theirs = miniz_oxide::deflate::compress_to_vec(draft.as_bytes(), 9);
    assert!(ours.len() <= theirs.len() * 21 / 20 + 40, "{} bytes, not {}", ours.len(), theirs.len());
}

#[test]
fn another_deflate_reads_ours_and_we_read_its() {
    for entry in fs::read_dir("tests/scenarios/gallery").expect("gallery") {
        check_both_ways(&fs::read_to_string(entry.expect("entry").path()).expect("draft"));
    }
    for draft in ["", "a", "aaaa", "abcabcabcabc", &"é£".repeat(5000), &FRONT.repeat(30)] {
        check_both_ways(draft);
    }
    // many symbols, of which some are so rare that their codes would be too long
    let steep: String = (0..22).flat_map(|i| std::iter::repeat_n(char::from(b'a' + i), 1 << i >> 4)).collect();
    check_both_ways(&steep);
}
