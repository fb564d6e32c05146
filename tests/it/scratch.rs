#[test]
fn probe() {
    let text = include_str!("../../src/schemes/front1.json");
    let env = pbr::scenario::read(text).unwrap();
    println!("{:#?}", env.issues.found);
    let s = &env.scenarios[0];
    let plans = pbr::response::plan(s);
    println!("rho {} {plans:?}", s.rho);
    let l = pbr::response::ledger(s, &plans, pbr::response::How::Expected);
    println!("{} {} {:?}", l.at_mean, l.entries.iter().filter(|e| l.tags[e.tag]=="Results").map(|e| e.amount).sum::<f64>(), l.tags);
    println!("{:?}", pbr::chance::likely(s, &plans));
    println!("{}", pbr::outcomes::exact::rho_to_swing(&[(400.,0.45),(400.,0.2),(200.,0.05)], 0.05));
}
