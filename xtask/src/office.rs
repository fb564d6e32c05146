//! Finding LibreOffice, which recalculates the workbook: required where CI=true, and named at the end where it was not found.

use crate::step::{Result, note};
use crate::version;
use std::env;
use std::path::PathBuf;

/// The program, if it is here.
pub fn find() -> Result<Option<PathBuf>> {
    let found = places().into_iter().find(|path| path.is_file() && (cfg!(windows) || version(path).is_some()));
    match &found {
        Some(path) => note(&format!("LibreOffice: {}", path.display())),
        None if env::var("CI").is_ok_and(|ci| ci == "true") => {
            return Err("LibreOffice is required where CI=true: install libreoffice-calc".into());
        }
        None => note("LibreOffice: not found, no workbook will be recalculated"),
    }
    Ok(found)
}

/// For the end of the screen: empty, or what was left out.
pub fn not_run(found: bool) -> String {
    if found {
        return String::new();
    }
    let bar = "!".repeat(100);
    format!(
        "\n\n{bar}\nNOT RUN: recalculating the workbook, as LibreOffice (libreoffice-calc) was not found here\n{bar}"
    )
}

fn places() -> Vec<PathBuf> {
    if let Some(path) = env::var_os("PBR_SOFFICE").filter(|path| !path.is_empty()) {
        return vec![path.into()];
    }
    if cfg!(target_os = "macos") {
        return vec!["/Applications/LibreOffice.app/Contents/MacOS/soffice".into()];
    }
    if cfg!(windows) {
        let folders = ["ProgramFiles", "ProgramFiles(x86)"].into_iter().filter_map(env::var_os);
        return folders.map(|folder| PathBuf::from(folder).join("LibreOffice\\program\\soffice.com")).collect();
    }
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).chain(["/usr/bin".into()]).map(|folder| folder.join("soffice")).collect()
}

#[test]
fn what_was_left_out_is_told() {
    assert!(not_run(false).contains("NOT RUN") && not_run(true).is_empty());
}
