//! The tests of the page, some files to a process: browsers are started once in each, and that takes as long as some five tests.

use crate::setup::{self, Place};
use crate::step::Result;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Enough that no process is left to run alone for long, few enough that starting browsers is little of it.
const SHIFTS: usize = 12;

/// Node, told to run every test of the page.
pub fn node(place: &Place) -> Result<Command> {
    let mut files = setup::files(&place.www().join("test"), "", ".test.mjs")?;
    // the longer ones first, and a few of each length in every shift
    files.sort_by_key(|file| std::cmp::Reverse(file.metadata().map_or(0, |about| about.len())));
    let folder = place.target.join("shifts");
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut node = Command::new("node");
    // node's own choice is one less than there are cores, but now and then a shift waits for its browser
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    node.current_dir(&place.root)
        .args(["--test", "--test-reporter=spec"])
        .arg(format!("--test-concurrency={}", cores + 1));
    for shift in 0..SHIFTS {
        let mut text = String::new();
        for file in files.iter().skip(shift).step_by(SHIFTS) {
            let _ = writeln!(text, "import {:?};", address(file));
        }
        let file = folder.join(format!("{shift:02}.test.mjs"));
        fs::write(&file, text).map_err(|e| format!("{}: {e}", file.display()))?;
        node.arg(file);
    }
    Ok(node)
}

/// The address of a file, whether its path begins at the root or with the letter of a drive.
fn address(file: &Path) -> String {
    let path = file.to_string_lossy().replace('\\', "/").replace('%', "%25").replace('#', "%23").replace('?', "%3F");
    format!("file:///{}", path.trim_start_matches('/'))
}

#[test]
fn a_path_is_imported_by_its_address() {
    assert_eq!(address(Path::new("/a b/100%/x.test.mjs")), "file:///a b/100%25/x.test.mjs");
    assert_eq!(address(Path::new("C:\\pbr\\x.test.mjs")), "file:///C:/pbr/x.test.mjs");
}
