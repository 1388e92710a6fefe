//! What can be wrong with the files of a framework.

use super::words::sentences;

/// Names one thing that is wrong with a framework and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file} line {line} {column}: {problem:?}")]
pub struct FrameworkError {
    /// The file's name; empty where the whole set is meant.
    pub file: &'static str,
    /// Counted from 1 (the header); 0 where the whole file is meant.
    pub line: u64,
    /// The column's name; empty where the whole line is meant.
    pub column: &'static str,
    pub problem: Problem,
}

impl FrameworkError {
    /// Says where and what in one sentence; `format` words an id with its arguments.
    pub fn say(&self, format: impl Fn(&str, &[(&str, &str)]) -> String) -> String {
        let args = self.problem.args();
        let args: Vec<(&str, &str)> = args.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let problem = format(self.problem.id(), &args);
        let line = self.line.to_string();
        let place = [("file", self.file), ("line", line.as_str()), ("column", self.column), ("problem", &problem)];
        format(self.place_id(), &place)
    }

    /// Gives the id of the sentence that says where: set, file, line or cell.
    fn place_id(&self) -> &'static str {
        match (self.file.is_empty(), self.line, self.column.is_empty()) {
            (true, ..) => "framework-place-set",
            (false, 0, _) => "framework-place-file",
            (false, _, true) => "framework-place-line",
            (false, _, false) => "framework-place-cell",
        }
    }
}

sentences! {
    /// Says what is expected and what was found instead.
    Problem {
        FolderUnreadable { path: String, reason: String } = "framework-folder-unreadable",
        NoFiles { path: String } = "framework-no-files",
        BundleDamaged = "framework-bundle-damaged",
        FileUnreadable { reason: String } = "framework-file-unreadable",
        FileMissing = "framework-file-missing",
        FileTooLarge { most: u64 } = "framework-file-too-large",
        ByteOrderMark = "framework-byte-order-mark",
        CarriageReturn = "framework-carriage-return",
        NoFinalLineFeed = "framework-no-final-line-feed",
        NotUtf8 = "framework-not-utf8",
        Header { expected: String, found: String } = "framework-header",
        Cells { expected: usize, found: usize } = "framework-cells",
        TooManyRows { most: usize } = "framework-too-many-rows",
        RowCount { expected: usize, found: usize } = "framework-row-count",
        NoRows = "framework-no-rows",
        TooLong { most: usize, found: usize } = "framework-too-long",
        LineBreak = "framework-line-break",
        StraySpace = "framework-stray-space",
        Empty = "framework-empty",
        MustBeEmpty { because: String, found: String } = "framework-must-be-empty",
        MustNotBeEmpty { because: String } = "framework-must-not-be-empty",
        MustBe { because: String, expected: String, found: String } = "framework-must-be",
        NotANumber { found: String } = "framework-not-a-number",
        NotWhole { low: i64, high: i64, found: String } = "framework-not-whole",
        NotPositive { found: String } = "framework-not-positive",
        NotOneOf { expected: String, found: String } = "framework-not-one-of",
        Form { expected: String, found: String } = "framework-form",
        Unknown { source: String, found: String } = "framework-unknown",
        Twice { found: String } = "framework-twice",
        Sequence { expected: String, found: String } = "framework-sequence",
        NoChildren { parent: String, children: String } = "framework-no-children",
        Stages { expected: String, found: String } = "framework-stages",
        Outside { low: String, high: String, found: String } = "framework-outside",
        Decimals { most: u8, found: String } = "framework-decimals",
        MustBeBelow { other: String, limit: String, found: String } = "framework-must-be-below",
        MustBeAbove { other: String, limit: String, found: String } = "framework-must-be-above",
        QuestionsApart { indicator: String } = "framework-questions-apart",
        NoQuestion { indicator: String } = "framework-no-question",
        NotAsked { indicator: String } = "framework-not-asked",
        AdviceMissing { scenario: String, stage: String } = "framework-advice-missing",
        RuleUnreadable { found: String } = "framework-rule-unreadable",
        RuleState { indicator: String, state: String } = "framework-rule-state",
        RuleSelf { indicator: String } = "framework-rule-self",
        RuleUnits { left: String, right: String } = "framework-rule-units",
        RuleShared { found: String } = "framework-rule-shared",
        More { most: usize } = "framework-more",
    }
}
