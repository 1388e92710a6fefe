//! How far the work on a report has come, and whether it is to go on.

use crate::ReportError;
use std::ops::ControlFlow;
use tanfang_survey::session::Fault;

/// Is told how many of so many steps are done; it may stop the work.
pub type Pace<'a> = dyn FnMut(usize, usize) -> ControlFlow<()> + 'a;

/// Lets the work go on to its end.
pub fn onward(_: usize, _: usize) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Tells how far the work has come; an error where nobody wants it any more.
pub(crate) fn go_on(pace: &mut Pace<'_>, done: usize, all: usize) -> Result<(), ReportError> {
    match pace(done, all) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Fault::new("cancelled").into()),
    }
}
