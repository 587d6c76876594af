//! What cargo and git know of this workspace: where it lies, its crates and their declared dependencies, its files.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::process;

/// The workspace that this chore was started in.
#[derive(Debug)]
pub struct Workspace {
    /// The folder of the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Where cargo builds.
    pub target: PathBuf,
    /// The members.
    pub packages: Vec<Package>,
}

/// A member of the workspace.
#[derive(Debug, PartialEq, Eq)]
pub struct Package {
    /// The crate's name.
    pub name: String,
    /// Its `Cargo.toml`, relative to the root.
    pub manifest: String,
    /// The names of the members that it depends on, for whatever purpose.
    pub members: Vec<String>,
    /// The names of all crates that it depends on, as code writes them.
    pub crates: Vec<String>,
}

impl Workspace {
    /// Asks `cargo metadata --no-deps`.
    ///
    /// # Errors
    /// When cargo cannot say.
    pub fn load() -> Result<Self> {
        let mut command = process::cargo(Path::new("."));
        command.args(["metadata", "--no-deps", "--format-version", "1"]);
        let metadata = serde_json::from_str(&process::read(&mut command)?)?;
        Self::from_metadata(&metadata).context("cargo metadata answers in an unknown form")
    }

    fn from_metadata(metadata: &Value) -> Option<Self> {
        let root = PathBuf::from(metadata["workspace_root"].as_str()?);
        let packages = metadata["packages"].as_array()?;
        let packages =
            packages.iter().map(|package| Package::from_metadata(package, &root)).collect::<Option<_>>()?;
        Some(Self { target: PathBuf::from(metadata["target_directory"].as_str()?), root, packages })
    }

    /// The files that git tracks or would track, relative to the root, with `/` between the parts; sorted.
    ///
    /// # Errors
    /// When git cannot say.
    pub fn files(&self) -> Result<Vec<String>> {
        let mut command = Command::new("git");
        // A checkout owned by somebody else, as in a build container, is still the one to look at.
        command.args([
            "-c",
            "safe.directory=*",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]);
        let listed = process::read(command.current_dir(&self.root))?;
        let mut files: Vec<String> =
            listed.split('\0').filter(|file| self.root.join(file).is_file()).map(str::to_owned).collect();
        files.sort();
        files.dedup();
        Ok(files)
    }

    /// Builds the product for release and says where its binary is.
    ///
    /// # Errors
    /// When it does not build.
    pub fn build_release(&self) -> Result<PathBuf> {
        let mut build = process::cargo(&self.root);
        build.args(["build", "--release", "--locked", "--package", "habeas"]);
        anyhow::ensure!(process::show_and_run(&mut build)?, "habeas does not build");
        Ok(self.target.join("release").join(format!("habeas{}", std::env::consts::EXE_SUFFIX)))
    }
}

impl Package {
    fn from_metadata(package: &Value, root: &Path) -> Option<Self> {
        let manifest = Path::new(package["manifest_path"].as_str()?);
        let manifest = manifest.strip_prefix(root).unwrap_or(manifest);
        let dependencies = package["dependencies"].as_array()?;
        let name = |dependency: &Value| dependency["name"].as_str().map(str::to_owned);
        Some(Self {
            name: package["name"].as_str()?.to_owned(),
            manifest: manifest.to_str()?.replace('\\', "/"),
            members: dependencies
                .iter()
                .filter(|it| it["path"].is_string())
                .map(name)
                .collect::<Option<_>>()?,
            crates: dependencies.iter().map(|it| Some(name(it)?.replace('-', "_"))).collect::<Option<_>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_is_understood() {
        let metadata = serde_json::json!({
            "workspace_root": "/w", "target_directory": "/w/target",
            "packages": [{
                "name": "case", "manifest_path": "/w/crates/case/Cargo.toml",
                "dependencies": [{ "name": "model", "path": "/w/crates/model" }, { "name": "serde-json" }],
            }],
        });
        let workspace = Workspace::from_metadata(&metadata).expect("well formed");
        let package = Package {
            name: "case".into(),
            manifest: "crates/case/Cargo.toml".into(),
            members: vec!["model".into()],
            crates: vec!["model".into(), "serde_json".into()],
        };
        assert_eq!((workspace.root.to_str(), workspace.packages), (Some("/w"), vec![package]));
        assert!(Workspace::from_metadata(&serde_json::json!({})).is_none());
    }
}
