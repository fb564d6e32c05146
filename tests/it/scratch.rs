#[test]
fn probe() {
    let text = include_str!("../../src/schemes/front1.json");
    let env = pbr::scenario::read(text).unwrap();
    println!("{:#?}", env.issues.found);
    let s = &env.scenarios[0];
    let t = std::time::Instant::now();
    let o = pbr::answer::evaluate(s);
    println!("{:?}", t.elapsed());
    println!("{:#?}", o.values);
}
