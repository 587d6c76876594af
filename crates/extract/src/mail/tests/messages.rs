//! Single messages in both languages, whole and broken.

use model::{DefectKind, Field, MarkKind, Missing, PartKind, Place};

use super::{body, field, members, read, read_bytes};
use crate::host::MemberEnd;
use crate::html::tests::request;
use crate::{Limits, Request};

const PETITION: &str = "\
Received: from mx.red.example (mx.red.example [192.0.2.7])
\tby correo.example with ESMTP id 4x; Mon, 17 Mar 2025 09:01:12 -0600
From: =?utf-8?Q?Ana_R=C3=ADos?= <ana@familias.example>
To: \"Solís, Marta\" <marta@defensa.example>, prensa@correo.example
Cc: lista@familias.example
Subject: =?iso-8859-1?Q?Petici=F3n_ante_el_juzgado_?=
 =?iso-8859-1?Q?segundo?=
Date: Mon, 17 Mar 2025 09:01:00 -0600
Message-ID: <17@familias.example>
In-Reply-To: <16@defensa.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=\"=_frontera 1\"

Este mensaje tiene varias partes.
--=_frontera 1
Content-Type: multipart/alternative; boundary=b2

--b2
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Marta: la petici=C3=B3n va adjunta. Son 15 familias=
 y nadie les dice nada.
--b2
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

<title>Petición</title><p>Marta: la <b>petición</b> va&nbsp;adjunta.</p><p>Sólo en HTML.</p>
--b2--

--=_frontera 1
Content-Type: application/pdf; name=\"=?utf-8?Q?petici=C3=B3n.pdf?=\"
Content-Transfer-Encoding: base64
Content-Disposition: attachment;
 filename*0*=utf-8''petici%C3%B3n%20;
 filename*1=\"final.pdf\"

JVBERi0x
LjQ=
--=_frontera 1
Content-Type: message/rfc822

From: vocero@gobierno.example
Subject: Comunicado

Nadie fue trasladado.
--=_frontera 1--
Pie de la lista.
";

#[test]
fn a_petition_with_everything() {
    let (kept, bytes) = read(PETITION);
    assert_eq!(kept.defects, []);
    let headers = kept.text(&PartKind::MailHeaders);
    assert!(headers.starts_with(
        "Received: from mx.red.example (mx.red.example [192.0.2.7]) by correo.example with ESMTP id 4x; Mon, 17 Mar 2025 09:01:12 -0600\n\
         From: Ana Ríos <ana@familias.example>\nTo: \"Solís, Marta\" <marta@defensa.example>, prensa@correo.example\n"
    ), "{headers}");
    assert_eq!(field(&kept, Field::From), ["Ana Ríos <ana@familias.example>"]);
    assert_eq!(field(&kept, Field::To), ["\"Solís, Marta\" <marta@defensa.example>, prensa@correo.example"]);
    assert_eq!(field(&kept, Field::Cc), ["lista@familias.example"]);
    assert_eq!(field(&kept, Field::Subject), ["Petición ante el juzgado segundo"]);
    assert_eq!(field(&kept, Field::Date), ["Mon, 17 Mar 2025 09:01:00 -0600"]);
    assert_eq!(field(&kept, Field::MessageId), ["<17@familias.example>"]);
    assert_eq!(field(&kept, Field::InReplyTo), ["<16@defensa.example>"]);
    assert_eq!(field(&kept, Field::Other).len(), 3);
    assert_eq!(kept.source("ana@familias.example", &bytes), [b"ana@familias.example".to_vec()]);
    assert_eq!(kept.source("Ana Ríos", &bytes), [b"=?utf-8?Q?Ana_R=C3=ADos?=".to_vec()]);

    assert_eq!(
        body(&kept),
        "Este mensaje tiene varias partes.\n\
         Marta: la petición va adjunta. Son 15 familias y nadie les dice nada.\n\
         Petición\nMarta: la petición va\u{a0}adjunta.\nSólo en HTML.\n\
         Pie de la lista.\n"
    );
    assert_eq!(
        kept.marked(|kind| *kind == MarkKind::Hidden),
        ["Este mensaje tiene varias partes.", "Petición", "Pie de la lista."]
    );
    // The HTML part came as it is: its places are bytes of the message.
    assert_eq!(kept.source("Sólo en HTML.", &bytes), ["Sólo en HTML.".as_bytes().to_vec()]);
    assert_eq!(kept.source("\u{a0}", &bytes), [b"&nbsp;".to_vec()]);

    assert_eq!(
        members(&kept),
        [
            ("2 petición final.pdf", "application/pdf", "%PDF-1.4", MemberEnd::Complete),
            (
                "3",
                "message/rfc822",
                "From: vocero@gobierno.example\r\nSubject: Comunicado\r\n\r\nNadie fue trasladado.",
                MemberEnd::Complete
            ),
        ]
    );
    assert_eq!(kept.text(&PartKind::Members), "2 petición final.pdf\n3\n");
}

#[test]
fn decoded_bodies_are_placed_in_their_part() {
    let (kept, _) = read(PETITION);
    let (part, span) = kept.find("petición va adjunta. Son 15 familias y");
    let decoded = "Marta: la petición va adjunta. Son 15 familias y nadie les dice nada.";
    let start = decoded.find("petición").expect("there") as u64;
    let end = start + "petición va adjunta. Son 15 familias y".len() as u64;
    assert_eq!(part.map.places(span, &part.text), [Place::MailPart { part: "1.1".into(), start, end }]);
}

#[test]
fn plain_messages_keep_their_bytes() {
    let (kept, bytes) =
        read("From: a@x.example\nSubject: Visit\n\nThe list has 40 names.\n\n> They deny it.\n-- \nJo\n");
    assert_eq!(body(&kept), "The list has 40 names.\n\n> They deny it.\n-- \nJo\n");
    assert_eq!(kept.source("40 names.\n\n> They", &bytes).concat(), b"40 names.\r\n\r\n> They".to_vec());
    assert_eq!(kept.source("deny", &bytes), [b"deny".to_vec()]);
    assert_eq!(kept.defects, []);
}

#[test]
fn charsets_are_read_and_guesses_called_so() {
    let latin = b"Content-Type: text/plain; charset=iso-8859-1\r\n\r\nPe\xf1a\r\n";
    let kept = read_bytes(latin, &request());
    assert_eq!((body(&kept).as_str(), kept.kinds()), ("Peña\n", vec![]));
    assert_eq!(kept.source("ña", latin), [b"\xf1a".to_vec()]);

    let undeclared = b"Subject: Pe\xf1a\r\n\r\nPe\xf1a\r\n";
    let kept = read_bytes(undeclared, &request());
    assert_eq!(body(&kept), "Peña\n");
    assert_eq!(field(&kept, Field::Subject), ["Peña"]);
    assert_eq!(kept.kinds(), [DefectKind::EncodingGuessed, DefectKind::EncodingGuessed]);

    let (kept, _) = read("Content-Type: text/plain; charset=klingon\n\nPeña\n");
    assert_eq!((body(&kept).as_str(), kept.kinds()), ("Peña\n", vec![DefectKind::EncodingGuessed]));
    let (kept, _) = read("Content-Type: text/plain; charset=us-ascii\n\nPeña\n");
    assert_eq!((body(&kept).as_str(), kept.kinds()), ("Peña\n", vec![]));
}

#[test]
fn damaged_encodings_are_kept_as_far_as_they_decode() {
    let (kept, _) = read("Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nQUJD\nRE!VG\n");
    assert_eq!(members(&kept), [("1", "image/png", "ABCDEF", MemberEnd::CutShort)]);
    let [defect] = kept.defects.as_slice() else { panic!("{:?}", kept.defects) };
    assert_eq!((defect.kind, defect.missing), (DefectKind::Damaged, Missing::Bytes(1)));
    assert_eq!(defect.place, Some(Place::MailPart { part: "1".into(), start: 3, end: 3 }));

    let (kept, _) = read("Content-Transfer-Encoding: quoted-printable\n\n1=2 =C3=B1\n");
    assert_eq!(body(&kept), "1=2 ñ\n");
    assert_eq!(kept.kinds(), [DefectKind::Damaged]);

    let (kept, _) = read("Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n");
    assert_eq!((body(&kept).as_str(), kept.kinds()), ("begin 644 a\n", vec![DefectKind::UnsupportedFeature]));
}

#[test]
fn broken_boundaries_lose_nothing() {
    // No closing boundary: the end is missing.
    let (kept, _) = read(
        "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nuno\n--x\nContent-Disposition: attachment; filename=a.bin\n\nABC\n",
    );
    assert_eq!(body(&kept), "uno\n");
    assert_eq!(members(&kept), [("2 a.bin", "text/plain", "ABC\r\n", MemberEnd::CutShort)]);
    assert_eq!(kept.kinds(), [DefectKind::Truncated]);

    // An inner multipart that only the outer boundary ends.
    let (kept, _) = read(
        "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/mixed; boundary=xy\n\n--xy\n\nuno\n--x\n\ndos\n--x--\n",
    );
    assert_eq!(body(&kept), "uno\ndos\n");
    assert_eq!(kept.kinds(), [DefectKind::Damaged]);

    // A boundary that never comes, and none at all.
    let (kept, _) = read("Content-Type: multipart/mixed; boundary=x\n\nuno\n--y\ndos\n");
    assert_eq!(body(&kept), "uno\n--y\ndos\n");
    assert_eq!(kept.kinds(), [DefectKind::Truncated]);
    let (kept, _) = read("Content-Type: multipart/mixed\n\n--y\n\ndos\n");
    assert_eq!(body(&kept), "--y\n\ndos\n");
    assert_eq!(kept.kinds(), [DefectKind::Damaged]);

    // A part without an empty line after its headers, and lines that are no headers.
    let (kept, _) = read(
        "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n--x\n\ndos\n--x--\n",
    );
    assert_eq!((body(&kept).as_str(), kept.kinds()), ("dos\n", vec![]));
    let (kept, _) = read("Subject: a\nesto no es un campo\nTo: b\n\nuno\n");
    assert_eq!(kept.text(&PartKind::MailHeaders), "Subject: a\nesto no es un campo\nTo: b\n");
    assert_eq!(kept.kinds(), [DefectKind::Damaged]);
}

#[test]
fn what_is_encrypted_is_named() {
    let (kept, _) = read(
        "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=x\n\n--x\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--x\nContent-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----\n--x--\n",
    );
    assert_eq!(kept.kinds(), [DefectKind::Encrypted]);
    assert_eq!(members(&kept).len(), 2);
    let (kept, bytes) = read("Subject: x\n\nHola\n-----BEGIN PGP MESSAGE-----\nabc\n");
    let [defect] = kept.defects.as_slice() else { panic!("{:?}", kept.defects) };
    assert_eq!(defect.kind, DefectKind::Encrypted);
    let Some(Place::Bytes { start, end }) = defect.place else { panic!("{:?}", defect.place) };
    assert_eq!(&bytes[start as usize..end as usize], b"-----BEGIN PGP MESSAGE-----");
    let (kept, _) = read(
        "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nQUJD\n",
    );
    assert_eq!(kept.kinds(), [DefectKind::Encrypted]);
    let (kept, _) = read(
        "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nQUJD\n",
    );
    assert_eq!(kept.kinds(), [DefectKind::UnsupportedFeature]);
}

#[test]
fn reports_are_text_and_digests_are_messages() {
    let (kept, _) = read(
        "Content-Type: multipart/report; boundary=x\n\n--x\n\nNot delivered\n--x\nContent-Type: message/delivery-status\n\nStatus: 5.1.1\n--x--\n",
    );
    assert_eq!(body(&kept), "Not delivered\nStatus: 5.1.1\n");
    let (kept, _) = read("Content-Type: multipart/digest; boundary=x\n\n--x\n\nSubject: one\n\n1\n--x--\n");
    assert_eq!(members(&kept), [("1", "message/rfc822", "Subject: one\r\n\r\n1", MemberEnd::Complete)]);
}

#[test]
fn limits_are_kept_and_named() {
    let with = |limits: Limits, depth| Request { limits, depth, ..request() };
    let message = "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: image/png\n\nABCDEF\n--x\nContent-Type: image/gif\n\nGHI\n--x--\n";
    let small = Limits { member_bytes: 4, ..Limits::default() };
    let kept = read_bytes(message.as_bytes(), &with(small, 0));
    assert_eq!(
        members(&kept).iter().map(|member| member.3).collect::<Vec<_>>(),
        [MemberEnd::Refused, MemberEnd::Complete]
    );
    assert_eq!(kept.defects[0].missing, Missing::Members(1));
    assert_eq!(kept.kinds(), [DefectKind::TooLarge]);
    let few = Limits { members: 1, ..Limits::default() };
    let kept = read_bytes(message.as_bytes(), &with(few, 0));
    assert_eq!((kept.members.len(), kept.kinds()), (1, vec![DefectKind::TooLarge]));
    let little = Limits { total_bytes: 7, ..Limits::default() };
    let kept = read_bytes(message.as_bytes(), &with(little, 0));
    assert_eq!((kept.members.len(), kept.kinds()), (2, vec![DefectKind::TooLarge]));
    let kept = read_bytes(message.as_bytes(), &with(Limits::default(), 8));
    assert_eq!((kept.members.len(), kept.kinds()), (0, vec![DefectKind::TooDeep]));
    assert_eq!(kept.defects[0].missing, Missing::Members(2));
}
