//! Promise 10: the same files give the same case, whatever the number of reading processes, and the same items
//! whatever the batches in which they came.

use serde_json::Value;

use crate::support::{Desk, material};

/// The log without what depends on the moment: kinds, items, names, in order.
fn order(desk: &Desk) -> Vec<(Value, Value)> {
    desk.log().into_iter().map(|entry| (entry["what"].clone(), entry["item"].clone())).collect()
}

#[test]
fn any_number_of_lanes_gives_the_same_log_and_the_same_readings() {
    let source = Desk::new();
    let folder = source.at("material");
    material(&folder, 260);
    let mut first = None;
    for threads in ["1", "2", "5"] {
        let desk = Desk::with_case();
        desk.add(["--threads".as_ref(), threads.as_ref(), folder.as_os_str()]);
        desk.is_intact(threads);
        desk.is_rebuilt_the_same(threads);
        let listed = desk.run(["items"]).json(0, "items/1")["items"].as_array().expect("a list").clone();
        let now = (order(&desk), listed);
        match &first {
            Some(first) => assert_eq!(&now, first, "{threads} lanes"),
            None => first = Some(now),
        }
        // Reading again with other lanes changes nothing.
        assert!(desk.run(["rebuild", "--threads", "3"]).ends().code < 2);
        desk.is_rebuilt_the_same("rebuilt");
    }
}

#[test]
fn batches_give_the_same_items_as_one_intake() {
    let at_once = Desk::with_case();
    let folder = at_once.at("material");
    material(&folder, 200);
    at_once.add([&folder]);
    let expected = at_once.items();

    let in_order = Desk::with_case();
    for number in 0..7 {
        in_order.add([folder.join(format!("{number:02}"))]);
    }
    in_order.add([&folder]);
    in_order.is_rebuilt_the_same("in order");

    let backwards = Desk::with_case();
    for number in (0..7).rev() {
        backwards.add([folder.join(format!("{number:02}")), folder.clone()]);
    }
    backwards.is_rebuilt_the_same("backwards");

    for (desk, when) in [(&in_order, "in order"), (&backwards, "backwards")] {
        let found = desk.items();
        assert!(found.keys().eq(expected.keys()), "{when}");
        // The name and the container of bytes that came by several ways are those of the first.
        let several = |id: &str| {
            let shown = desk.run(["show", id]).json(0, "item/1");
            shown["custody"].as_array().is_some_and(|entries| entries.len() > 1)
        };
        let ending =
            |item: &Value| item["name"].as_str().map(|name| name.rsplit('.').next().map(str::to_owned));
        for (id, item) in &found {
            if item != &expected[id] {
                assert!(several(id), "{when}: {item} was {}", expected[id]);
                assert_eq!(item["size"], expected[id]["size"]);
                // A name's ending is a hint to the reader; under the same hint the same is read.
                let same_hint = ending(item) == ending(&expected[id]);
                for key in ["state", "media_type", "characters", "defects"].iter().filter(|_| same_hint) {
                    assert_eq!(item[key], expected[id][key], "{when}: {key}");
                }
            }
        }
    }
}
