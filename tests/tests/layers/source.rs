//! Reads what a Rust source names: paths, words and SQL texts, without comments and without its own unit tests.

/// Says where something stands: line (from 1) and text.
pub type Named = (usize, String);

/// Holds what one file names outside its unit tests.
#[derive(Debug, Default)]
pub struct Source {
    /// Paths of two and more parts, `use` trees spelled out: `crate::store::Store`, `std::net::TcpStream`.
    pub paths: Vec<Named>,
    /// Every identifier.
    pub words: Vec<Named>,
    /// Every string literal.
    pub texts: Vec<Named>,
    /// Modules in other files that are compiled for tests only.
    pub test_modules: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Colons,
    Mark(char),
}

/// Reads one file.
pub fn read(code: &str) -> Source {
    let mut source = Source::default();
    let tokens = without_tests(&tokens(code), &mut source.test_modules);
    for (line, token) in &tokens {
        match token {
            Token::Word(word) => source.words.push((*line, word.clone())),
            Token::Text(text) => source.texts.push((*line, text.clone())),
            _ => {}
        }
    }
    let mut at = 0;
    while at < tokens.len() {
        let start = at;
        at = read_path(&tokens, at, "", &mut source.paths);
        // `use rusqlite as r;` names a crate in one word.
        if let (Token::Word(word), Some((line, Token::Word(name)))) = (&tokens[start].1, tokens.get(at))
            && word == "use"
            && tokens.get(at + 1).is_none_or(|(_, next)| *next != Token::Colons)
        {
            source.paths.push((*line, name.clone()));
        }
    }
    source
}

/// Reads a path or a `use` tree that starts at `at`, after `before`; gives where to go on.
fn read_path(tokens: &[(usize, Token)], mut at: usize, before: &str, paths: &mut Vec<Named>) -> usize {
    let Some((line, Token::Word(first))) = tokens.get(at) else { return at + 1 };
    let mut path = if before.is_empty() { first.clone() } else { format!("{before}::{first}") };
    at += 1;
    while let Some((_, Token::Colons)) = tokens.get(at) {
        match tokens.get(at + 1).map(|(_, token)| token) {
            Some(Token::Word(part)) => {
                path = format!("{path}::{part}");
                at += 2;
            }
            Some(Token::Mark('{')) => {
                at += 2;
                while let Some((_, token)) = tokens.get(at) {
                    match token {
                        Token::Mark('}') => return at + 1,
                        // Another name for the same thing.
                        Token::Word(word) if word == "as" => at += 2,
                        Token::Word(_) => at = read_path(tokens, at, &path, paths),
                        _ => at += 1,
                    }
                }
                return at;
            }
            // A glob, a turbofish or a macro: the path so far is what is named.
            _ => {
                at += 1;
                break;
            }
        }
    }
    if path.contains("::") {
        paths.push((*line, path));
    }
    at
}

/// Takes out what stands under `#[cfg(test)]` and notes the test modules that lie in other files.
fn without_tests(tokens: &[(usize, Token)], modules: &mut Vec<String>) -> Vec<(usize, Token)> {
    let attribute = [
        Token::Mark('#'),
        Token::Mark('['),
        Token::Word("cfg".into()),
        Token::Mark('('),
        Token::Word("test".into()),
        Token::Mark(')'),
        Token::Mark(']'),
    ];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let rest = &tokens[at..];
        if rest.len() < attribute.len() || rest.iter().zip(&attribute).any(|((_, token), wanted)| token != wanted) {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        at += attribute.len();
        let mut depth = 0;
        let mut before: Option<&Token> = None;
        while let Some((_, token)) = tokens.get(at) {
            at += 1;
            match token {
                Token::Mark('{') => depth += 1,
                Token::Mark('}') => depth -= 1,
                Token::Word(name) if depth == 0 && before == Some(&Token::Word("mod".into())) && ends(tokens, at) => {
                    modules.push(name.clone());
                }
                _ => {}
            }
            before = Some(token);
            if depth == 0 && matches!(token, Token::Mark('}' | ';')) {
                break;
            }
        }
    }
    kept
}

/// Tells whether a statement ends here.
fn ends(tokens: &[(usize, Token)], at: usize) -> bool {
    tokens.get(at).is_some_and(|(_, token)| *token == Token::Mark(';'))
}

/// Cuts the code into words, texts and marks; comments and character literals fall away.
fn tokens(code: &str) -> Vec<(usize, Token)> {
    let letters: Vec<char> = code.chars().collect();
    let peek = |at: usize| letters.get(at).copied().unwrap_or('\0');
    let (mut found, mut at, mut line) = (Vec::new(), 0, 1);
    while at < letters.len() {
        let letter = letters[at];
        match letter {
            '\n' => line += 1,
            '/' if peek(at + 1) == '/' => {
                while at < letters.len() && letters[at] != '\n' {
                    at += 1;
                }
                continue;
            }
            '/' if peek(at + 1) == '*' => {
                let mut depth = 0;
                while at < letters.len() {
                    match (letters[at], peek(at + 1)) {
                        ('/', '*') => (depth, at) = (depth + 1, at + 1),
                        ('*', '/') => (depth, at) = (depth - 1, at + 1),
                        ('\n', _) => line += 1,
                        _ => {}
                    }
                    at += 1;
                    if depth == 0 {
                        break;
                    }
                }
                continue;
            }
            '"' => {
                let start = line;
                let mut text = String::new();
                at += 1;
                while at < letters.len() && letters[at] != '"' {
                    if letters[at] == '\\' {
                        at += 1;
                    }
                    line += usize::from(peek(at) == '\n');
                    text.push(peek(at));
                    at += 1;
                }
                found.push((start, Token::Text(text)));
            }
            'r' if peek(at + 1) == '"' || (peek(at + 1) == '#' && matches!(peek(at + 2), '"' | '#')) => {
                let start = line;
                let hashes = letters[at + 1..].iter().take_while(|letter| **letter == '#').count();
                let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
                at += hashes + 2;
                let mut text = String::new();
                while at < letters.len() && !letters[at..].starts_with(&end) {
                    line += usize::from(letters[at] == '\n');
                    text.push(letters[at]);
                    at += 1;
                }
                found.push((start, Token::Text(text)));
                at += hashes;
            }
            // 'a' is a character, 'a without the second mark a lifetime.
            '\'' if peek(at + 1) == '\\' => {
                at += 3;
                while at < letters.len() && letters[at] != '\'' {
                    at += 1;
                }
            }
            '\'' if peek(at + 2) == '\'' => at += 2,
            ':' if peek(at + 1) == ':' => {
                found.push((line, Token::Colons));
                at += 1;
            }
            letter if letter.is_alphabetic() || letter == '_' => {
                let word: String = letters[at..].iter().take_while(|l| l.is_alphanumeric() || **l == '_').collect();
                at += word.chars().count();
                found.push((line, Token::Word(word)));
                continue;
            }
            letter if letter.is_whitespace() => {}
            letter => found.push((line, Token::Mark(letter))),
        }
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Named, read};

    fn paths(code: &str) -> Vec<String> {
        read(code).paths.into_iter().map(|(_, path)| path).collect()
    }

    fn lines(named: &[Named]) -> Vec<usize> {
        named.iter().map(|(line, _)| *line).collect()
    }

    #[test]
    fn use_trees_are_spelled_out() {
        let found = paths("use crate::{store::{self, Store as S}, text};\nuse std::net::*;\nuse rusqlite as r;");
        assert_eq!(found, ["crate::store::self", "crate::store::Store", "crate::text", "std::net", "rusqlite"]);
    }

    #[test]
    fn paths_in_code_and_macros_are_found_on_their_line() {
        let source = read("fn f() {\n    let x = std::time::SystemTime::now();\n    rusqlite::params![x]\n}");
        let found: Vec<_> = source.paths.iter().map(|(_, path)| path.as_str()).collect();
        assert_eq!(found, ["std::time::SystemTime::now", "rusqlite::params"]);
        assert_eq!(lines(&source.paths), [2, 3]);
    }

    #[test]
    fn comments_texts_and_characters_name_nothing() {
        let code = "// std::net::A\n/* std::net::B /* nested */ std::net::C */ let a = \"std::net::D \\\" \"; \
                    let q = '\"'; let n = '\\''; let l: &'a str = r#\"std::net::E\"#; std::mem::take(a)";
        let source = read(code);
        assert_eq!(source.paths, [(2, "std::mem::take".to_owned())]);
        assert_eq!(source.texts.len(), 2);
    }

    #[test]
    fn unit_tests_are_left_out() {
        let code = "#[cfg(test)]\nmod tests {\n use crate::session::A;\n fn f() { {} }\n}\nuse crate::model::B;\n\
                    #[cfg(test)]\nmod parity;\n#[cfg(test)]\nuse crate::store::C;\nuse crate::model::D;";
        let source = read(code);
        assert_eq!(
            source.paths.iter().map(|(_, p)| p.as_str()).collect::<Vec<_>>(),
            ["crate::model::B", "crate::model::D"]
        );
        assert_eq!(source.test_modules, ["parity"]);
    }

    #[test]
    fn texts_over_several_lines_keep_the_count() {
        let source = read("let a = \"one\n two\";\nlet b = r\"SELECT\n 1\";\nstd::mem::drop(a);");
        assert_eq!(lines(&source.texts), [1, 3]);
        assert_eq!(lines(&source.paths), [5]);
    }
}
