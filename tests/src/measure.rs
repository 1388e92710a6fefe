//! Measuring programs: time and memory.

use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// Says what one call of a program took.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    pub time: Duration,
    /// The most memory it held at once, in MB of 10⁶ bytes; none where the system does not tell.
    pub peak_mb: Option<f64>,
}

/// Runs a call that must succeed and measures it.
pub fn cost(command: &mut Command) -> Cost {
    let start = Instant::now();
    let mut child = command.spawn().expect("the program starts");
    let mut peak_mb = None;
    let status = loop {
        // The highest mark so far; the last one read lies a few milliseconds before the end.
        peak_mb = high_water_mb(&child).or(peak_mb);
        if let Some(status) = child.try_wait().expect("the program can be waited for") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    assert!(status.success(), "the measured call must succeed: {status}");
    Cost { time: start.elapsed(), peak_mb }
}

/// Reads `VmHWM`, in kB of 1,024 bytes, where Linux gives it.
fn high_water_mb(child: &Child) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024.0 / 1e6)
}

/// Gives a time in milliseconds.
pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
