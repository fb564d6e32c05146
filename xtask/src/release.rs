//! What is published of a version: the page as two builds made it alike, and what must lie beside it.

use crate::setup::Place;
use crate::step::Result;
use crate::supply;
use std::fs;

/// Papers that go with the page, from the root of the repository.
const PAPERS: [&str; 4] = ["CHANGELOG.md", "docs/reference.md", "LICENSE-APACHE", "LICENSE-MIT"];

pub fn release(place: &Place) -> Result<String> {
    let folder = place.target.join(format!("release-{}", supply::own_version(place)?));
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(failed)?;
    }
    let told = supply::twice(place, Some(&folder))?;
    for paper in PAPERS {
        let from = place.root.join(paper);
        let name = from.file_name().ok_or("a paper without a name")?;
        fs::copy(&from, folder.join(name)).map_err(failed)?;
    }
    Ok(format!("{told}\n{}", folder.display()))
}
