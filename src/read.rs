//! Sources to drafts. Each reader says where every byte of the draft came from; none knows a rule.

pub mod markdown;
pub mod plain;
