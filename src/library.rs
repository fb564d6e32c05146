//! The library of schemes.

/// One scheme.
#[derive(Debug, Clone, Copy)]
pub struct Scheme {
    /// Id.
    pub id: &'static str,
    /// Its draft.
    pub text: &'static str,
}

/// All schemes.
pub fn all() -> &'static [Scheme] {
    &[Scheme { id: "front1", text: include_str!("schemes/front1.json") }]
}

/// One scheme.
pub fn find(id: &str) -> Option<&'static Scheme> {
    all().iter().find(|s| s.id == id)
}
