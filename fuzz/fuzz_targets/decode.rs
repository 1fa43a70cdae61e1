//! See `copydesk_fuzz::decode`.
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| copydesk_fuzz::decode(data));

/// Without a fuzzer the first argument names a file that is tried once.
#[cfg(not(fuzzing))]
fn main() -> std::io::Result<()> {
    let file = std::env::args_os().nth(1).ok_or_else(|| std::io::Error::other("name a file"))?;
    copydesk_fuzz::decode(&std::fs::read(file)?);
    Ok(())
}
