//! Folds written words to what is compared: no case, no accents, Latin letters where the script has a table here.
//! Never makes two words equal because it cannot read them: a word of another script keeps its own letters.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The text in lower case without accents; Cyrillic, Greek, Georgian, Armenian, Arabic and
/// Hebrew letters are transliterated, others stay.
///
/// What is neither letter nor digit becomes a space, except apostrophes, which vanish (O'Brien is one word).
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        for byte in text.bytes() {
            match byte {
                b'\'' | b'`' => {}
                _ if byte.is_ascii_alphanumeric() => folded.push(byte.to_ascii_lowercase() as char),
                _ => folded.push(' '),
            }
        }
        return folded;
    }
    for letter in text.nfkd().flat_map(char::to_lowercase) {
        match letter {
            _ if letter.is_ascii_alphanumeric() => folded.push(letter),
            '\'' | '`' | '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{02bb}' | '\u{0640}' => {}
            '\u{200c}' | '\u{200d}' | '\u{00ad}' => {}
            _ if letter.is_ascii() => folded.push(' '),
            _ => match latin(letter) {
                Some(plain) => folded.push_str(plain),
                None if is_combining_mark(letter) => {
                    // Marks of Latin letters fall; in other scripts they are vowels and part of the word.
                    if !('\u{0300}'..='\u{036f}').contains(&letter)
                        && !('\u{0591}'..='\u{05c7}').contains(&letter)
                        && !('\u{064b}'..='\u{0670}').contains(&letter)
                    {
                        folded.push(letter);
                    }
                }
                None if letter.is_alphanumeric() => folded.push(letter),
                None => folded.push(' '),
            },
        }
    }
    folded
}

/// The words of a text, folded.
pub fn words(text: &str) -> Vec<String> {
    fold(text).split_whitespace().map(str::to_owned).collect()
}

/// Whether a folded word is written in Latin letters and digits only.
#[must_use]
pub fn is_latin(word: &str) -> bool {
    word.is_ascii()
}

/// One letter in Latin letters, `None` when there is no table for it. Cyrillic after common usage in the press, Arabic and
/// Hebrew by consonants.
fn latin(letter: char) -> Option<&'static str> {
    let plain = match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'þ' => "th",
        'ə' => "e",
        'ŋ' => "n",
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' | 'ғ' | 'ѓ' => "g",
        'д' => "d",
        'е' | 'э' | 'є' | 'ә' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'й' | 'і' | 'ї' | 'ј' => "i",
        'к' | 'қ' | 'ќ' => "k",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' | 'ң' => "n",
        'њ' => "nj",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ў' | 'ү' | 'ұ' => "u",
        'ф' => "f",
        'х' => "kh",
        'һ' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ћ' => "c",
        'ђ' => "dj",
        'џ' => "dz",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ы' => "y",
        'ю' => "yu",
        'я' => "ya",
        'α' => "a",
        'β' => "v",
        'γ' => "g",
        'δ' => "d",
        'ε' => "e",
        'ζ' => "z",
        'η' | 'ι' => "i",
        'υ' => "u",
        'θ' => "th",
        'κ' => "k",
        'λ' => "l",
        'μ' => "m",
        'ν' => "n",
        'ξ' => "x",
        'ο' | 'ω' => "o",
        'π' => "p",
        'ρ' => "r",
        'σ' | 'ς' => "s",
        'τ' => "t",
        'φ' => "f",
        'χ' => "ch",
        'ψ' => "ps",
        'ا' | 'أ' | 'إ' | 'آ' | 'ى' | 'ٱ' => "a",
        'ب' => "b",
        'پ' => "p",
        'ت' | 'ط' | 'ة' => "t",
        'ث' => "th",
        'ج' => "j",
        'چ' => "ch",
        'ح' | 'ه' => "h",
        'خ' => "kh",
        'د' | 'ض' => "d",
        'ذ' => "dh",
        'ر' => "r",
        'ز' | 'ظ' => "z",
        'ژ' => "zh",
        'س' | 'ص' => "s",
        'ش' => "sh",
        'ع' => "a",
        'ء' | 'ؤ' | 'ئ' => "",
        'غ' => "gh",
        'ف' => "f",
        'ق' => "q",
        'ک' | 'ك' => "k",
        'گ' => "g",
        'ل' => "l",
        'م' => "m",
        'ن' => "n",
        'و' => "u",
        'ي' | 'ی' => "i",
        'א' | 'ע' => "a",
        'ב' => "b",
        'ג' => "g",
        'ד' => "d",
        'ה' => "h",
        'ו' => "v",
        'ז' => "z",
        'ח' => "h",
        'ט' | 'ת' => "t",
        'י' => "i",
        'כ' | 'ך' | 'ק' => "k",
        'ל' => "l",
        'מ' | 'ם' => "m",
        'נ' | 'ן' => "n",
        'ס' => "s",
        'פ' | 'ף' => "p",
        'צ' | 'ץ' => "ts",
        'ר' => "r",
        'ש' => "sh",
        'ა' => "a",
        'ბ' => "b",
        'გ' => "g",
        'დ' => "d",
        'ე' => "e",
        'ვ' => "v",
        'ზ' => "z",
        'თ' => "t",
        'ი' => "i",
        'კ' => "k",
        'ლ' => "l",
        'მ' => "m",
        'ნ' => "n",
        'ო' => "o",
        'პ' => "p",
        'ჟ' => "zh",
        'რ' => "r",
        'ს' => "s",
        'ტ' => "t",
        'უ' => "u",
        'ფ' => "p",
        'ქ' => "k",
        'ღ' => "gh",
        'ყ' => "q",
        'შ' => "sh",
        'ჩ' => "ch",
        'ც' => "ts",
        'ძ' => "dz",
        'წ' => "ts",
        'ჭ' => "ch",
        'ხ' => "kh",
        'ჯ' => "j",
        'ჰ' => "h",
        'ա' => "a",
        'բ' => "b",
        'գ' => "g",
        'դ' => "d",
        'ե' => "e",
        'զ' => "z",
        'է' => "e",
        'ը' => "e",
        'թ' => "t",
        'ժ' => "zh",
        'ի' => "i",
        'լ' => "l",
        'խ' => "kh",
        'ծ' => "ts",
        'կ' => "k",
        'հ' => "h",
        'ձ' => "dz",
        'ղ' => "gh",
        'ճ' => "ch",
        'մ' => "m",
        'յ' => "y",
        'ն' => "n",
        'շ' => "sh",
        'ո' => "o",
        'չ' => "ch",
        'պ' => "p",
        'ջ' => "j",
        'ռ' => "r",
        'ս' => "s",
        'վ' => "v",
        'տ' => "t",
        'ր' => "r",
        'ց' => "ts",
        'ւ' => "v",
        'փ' => "p",
        'ք' => "k",
        'օ' => "o",
        'ֆ' => "f",
        _ => return None,
    };
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, folded: &str) {
        assert_eq!(words(text).join(" "), folded, "{text}");
    }

    #[test]
    fn folding() {
        check("MUÑOZ Güell, José-Ángel", "munoz guell jose angel");
        check("D’Ávila O'Brien", "davila obrien");
        check("Zoë Łukasz Øst", "zoe lukasz ost");
        check("Иванов Пётр", "ivanov petr");
        check("Παπαδόπουλος", "papadopoulos");
        check("محمد", "mhmd");
        check("V-12.345", "v 12 345");
        check("", "");
    }

    #[test]
    fn another_script_keeps_its_letters() {
        let (one, other) = (words("高市早苗"), words("วชิรา"));
        assert_ne!(one, other);
        assert!(!one.is_empty() && one.iter().all(|word| !is_latin(word)));
        assert_ne!(words("ዐቢይ"), words("ዐቢዮት"));
    }
}
