//! The demo survey.

use super::{home, survey};
use crate::args::Demo;
use crate::desk::{Desk, Done};
use crate::given;
use std::io::Write;
use tanfang_survey::session::demo::{self, DemoPlan};

const MOST_PHOTOS: u64 = 100_000;

pub fn make<O: Write>(args: &Demo, desk: &mut Desk<O>) -> Done {
    let mut plan = DemoPlan::default();
    if let Some(text) = &args.photos {
        plan.photos = given::count(text, MOST_PHOTOS, "cli-bad-photos")? as u32;
    }
    if let Some(text) = &args.seed {
        plan.seed = given::count(text, u64::MAX, "cli-bad-seed")?;
    }
    let session = demo::create(&args.dir, &plan, home()?)?;
    desk.say("cli-demo-created", &[("dir", args.dir.display().to_string())])?;
    survey::notice(&session, desk)
}
