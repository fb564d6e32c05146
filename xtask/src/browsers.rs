//! Finding the two browsers: environment, then the usual places, then fetching Chromium, then saying what to install.

use crate::setup::{Place, for_build};
use crate::step::{Result, capture, note, timed};
use crate::version;
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub struct Found {
    pub chromium: PathBuf,
    pub firefox: Option<PathBuf>,
}

impl Found {
    pub fn names(&self) -> &'static str {
        if self.firefox.is_some() { "Chromium and Firefox" } else { "Chromium" }
    }

    /// For the end of the screen: empty, or loudly what was left out.
    pub fn not_run(&self) -> String {
        if self.firefox.is_some() {
            return String::new();
        }
        let bar = "!".repeat(100);
        format!(
            "\n\n{bar}\nNOT RUN: the page in Firefox, which was not found on this machine. To install it:\n  {}\n{bar}",
            FIREFOX.install()
        )
    }
}

/// Before the long steps, so that a missing browser is known at once.
pub fn chromium(place: &Place) -> Result<PathBuf> {
    let chromium = match CHROMIUM.find()? {
        Some(chromium) => chromium,
        None => fetch(place)?,
    };
    note(&format!("Chromium: {}", described(&chromium)));
    Ok(chromium)
}

/// Both, again before the long steps.
pub fn find(place: &Place) -> Result<Found> {
    let chromium = chromium(place)?;
    let firefox = FIREFOX.find()?;
    match &firefox {
        Some(firefox) => note(&format!("Firefox: {}", described(firefox))),
        None if env::var("CI").is_ok_and(|ci| ci == "true") => {
            return Err(format!("Firefox is required where CI=true. To install it:\n  {}", FIREFOX.install()));
        }
        None => note("Firefox: not found, its tests will not run"),
    }
    Ok(Found { chromium, firefox })
}

struct Browser {
    name: &'static str,
    variables: &'static [&'static str],
    /// on the PATH, and in the folders that some distributions leave off it
    commands: &'static [&'static str],
    /// under /Applications and ~/Applications
    mac: &'static [&'static str],
    /// under the folders of installed programs
    windows: &'static [&'static str],
    /// what each installer calls it; `snap` where Ubuntu's own package is only a pointer to it
    packages: [(&'static str, &'static str); 8],
}

const CHROMIUM: Browser = Browser {
    name: "Chromium",
    variables: &["CHROMIUM", "CHROME_PATH"],
    commands: &[
        "chromium",
        "chromium-browser",
        "google-chrome-stable",
        "google-chrome",
        "chrome",
        "microsoft-edge-stable",
        "microsoft-edge",
    ],
    mac: &[
        "Google Chrome.app/Contents/MacOS/Google Chrome",
        "Chromium.app/Contents/MacOS/Chromium",
        "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ],
    windows: &[
        "Google\\Chrome\\Application\\chrome.exe",
        "Chromium\\Application\\chrome.exe",
        "Microsoft\\Edge\\Application\\msedge.exe",
    ],
    packages: [
        ("snap", "chromium"),
        ("apt-get", "chromium"),
        ("dnf", "chromium"),
        ("pacman", "chromium"),
        ("zypper", "chromium"),
        ("apk", "chromium"),
        ("brew", "google-chrome"),
        ("winget", "Google.Chrome"),
    ],
};

const FIREFOX: Browser = Browser {
    name: "Firefox",
    variables: &["FIREFOX"],
    commands: &["firefox", "firefox-esr"],
    mac: &["Firefox.app/Contents/MacOS/firefox", "Firefox Developer Edition.app/Contents/MacOS/firefox"],
    windows: &["Mozilla Firefox\\firefox.exe"],
    packages: [
        ("snap", "firefox"),
        ("apt-get", "firefox-esr"),
        ("dnf", "firefox"),
        ("pacman", "firefox"),
        ("zypper", "MozillaFirefox"),
        ("apk", "firefox"),
        ("brew", "firefox"),
        ("winget", "Mozilla.Firefox"),
    ],
};

impl Browser {
    fn find(&self) -> Result<Option<PathBuf>> {
        for variable in self.variables {
            if let Some(path) = env::var_os(variable).filter(|path| !path.is_empty()) {
                let path = PathBuf::from(path);
                // one who names a browser wants that one: no other is taken in silence
                return match path.is_file() {
                    true => Ok(Some(path)),
                    false => Err(format!("{variable} names {}, which does not exist", path.display())),
                };
            }
        }
        Ok(self.places().into_iter().find(|path| starts(path)))
    }

    fn places(&self) -> Vec<PathBuf> {
        let home = env::home_dir().unwrap_or_default();
        if cfg!(target_os = "macos") {
            let folders = [PathBuf::from("/Applications"), home.join("Applications")];
            return folders.iter().flat_map(|folder| self.mac.iter().map(|app| folder.join(app))).collect();
        }
        if cfg!(windows) {
            let folders = ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"].into_iter().filter_map(env::var_os);
            return folders
                .flat_map(|folder| self.windows.iter().map(move |app| Path::new(&folder).join(app)))
                .collect();
        }
        let path = env::var_os("PATH").unwrap_or_default();
        let folders: Vec<PathBuf> = env::split_paths(&path).chain(["/usr/bin".into(), "/snap/bin".into()]).collect();
        self.commands.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).collect()
    }

    /// The one command that installs it on this machine.
    fn install(&self) -> String {
        let system = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
        let installer = if cfg!(windows) {
            "winget"
        } else if cfg!(target_os = "macos") {
            "brew"
        } else if system.lines().any(|line| line == "ID=ubuntu") {
            "snap"
        } else {
            ["apt-get", "dnf", "pacman", "zypper", "apk"].into_iter().find(|name| on_path(name)).unwrap_or_default()
        };
        let package = self.packages.iter().find(|(by, _)| *by == installer).map_or("", |(_, package)| package);
        let sudo = if on_path("sudo") { "sudo " } else { "" };
        match installer {
            "winget" => format!("winget install --exact --id {package}"),
            "brew" => format!("brew install --cask {package}"),
            "snap" => format!("{sudo}snap install {package}"),
            "apt-get" | "dnf" | "zypper" => format!("{sudo}{installer} install -y {package}"),
            "pacman" => format!("{sudo}pacman -S --noconfirm {package}"),
            "apk" => format!("{sudo}apk add {package}"),
            _ => format!("install {} and set {} to its path", self.name, self.variables[0]),
        }
    }
}

fn on_path(name: &str) -> bool {
    env::var_os("PATH").is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(name).is_file()))
}

/// Whether it is there and no empty shell: some distributions have a script of that name that only says what to install.
fn starts(path: &Path) -> bool {
    path.is_file() && (cfg!(windows) || version(path).is_some())
}

/// For the person: which one it is. On Windows a browser asked for its version opens a window instead.
fn described(path: &Path) -> String {
    let version = if cfg!(windows) { None } else { version(path) };
    version.map_or(path.display().to_string(), |version| format!("{} ({version})", path.display()))
}

/// The last resort: a headless build of its makers', by the tool that the test harness brings along anyway.
fn fetch(place: &Place) -> Result<PathBuf> {
    note("Chromium: not found, trying to fetch it");
    for_build(place)?;
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", FETCH])
        .arg(place.target.join("browsers"))
        .current_dir(place.www())
        .stderr(Stdio::inherit());
    let outcome = timed("fetching Chromium", "cargo xtask test", || capture(&mut node));
    let fetched = outcome.ok().map(|path| PathBuf::from(path.trim()));
    fetched.filter(|path| starts(path)).ok_or_else(|| {
        format!("no Chromium was found, and none could be fetched. To install it:\n  {}", CHROMIUM.install())
    })
}

/// Prints the path of what is in the folder already, or of the newest stable build, which it puts there.
const FETCH: &str = r#"
import { detectBrowserPlatform, getInstalledBrowsers, install, resolveBuildId } from "@puppeteer/browsers";
const browser = "chrome-headless-shell";
const cacheDir = process.argv[1];
const newest = async () => install({
  browser,
  cacheDir,
  buildId: await resolveBuildId(browser, detectBrowserPlatform(), "stable"),
  downloadProgressCallback: "default",
});
try {
  const installed = (await getInstalledBrowsers({ cacheDir })).find((one) => one.browser === browser);
  console.log((installed ?? (await newest())).executablePath);
} catch (error) {
  console.error(`   ${error.message}`);
  process.exitCode = 1;
}"#;

#[test]
fn every_installer_has_a_name_for_every_browser() {
    for browser in [CHROMIUM, FIREFOX] {
        for (installer, package) in browser.packages {
            assert!(!package.is_empty(), "{}: {installer}", browser.name);
        }
    }
    assert!(FIREFOX.install().to_lowercase().contains("firefox"));
}
