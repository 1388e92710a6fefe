//! The real window under Xvfb: what a person does, and what the page must not be able to do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]
#![cfg(target_os = "linux")]

mod drive;
mod everyday;
mod fieldwork;
mod journey;
mod policy;
mod reporting;
mod together;
mod working_day;
