//! Pooled budgets: the axioms of Shapley (1953), and what every rule of contribution must keep.

use pbr::public::pooling::{MOST, Project};
use proptest::prelude::*;

use super::{close, config};

/// Members and a cost that may or may not be worth it to all of them.
fn project(most: usize) -> impl Strategy<Value = Project> {
    let benefit = prop_oneof![4 => 0.0f64..1e3, 1 => Just(0.0), 1 => Just(250.0)];
    (prop::collection::vec(benefit, 1..=most), 0.0f64..1.3).prop_map(|(benefits, part)| {
        let cost = part * benefits.iter().sum::<f64>();
        Project { benefits, cost }
    })
}

fn paid(project: &Project) -> Vec<f64> {
    project.shapley().expect("few members")
}

/// What the members of a group could gain by themselves.
fn value(project: &Project, group: &[usize]) -> f64 {
    (group.iter().map(|j| project.benefits[*j]).sum::<f64>() - project.cost).max(0.0)
}

/// The Shapley value of any game, by its definition: the mean over all orders of what each member adds when it joins.
fn by_orders(members: usize, value: &dyn Fn(&[usize]) -> f64) -> Vec<f64> {
    fn go(order: &mut Vec<usize>, members: usize, value: &dyn Fn(&[usize]) -> f64, sums: &mut [f64], orders: &mut f64) {
        if order.len() == members {
            *orders += 1.0;
            for k in 0..members {
                sums[order[k]] += value(&order[..=k]) - value(&order[..k]);
            }
        }
        for j in 0..members {
            if !order.contains(&j) {
                order.push(j);
                go(order, members, value, sums, orders);
                order.pop();
            }
        }
    }
    let (mut sums, mut orders) = (vec![0.0; members], 0.0);
    go(&mut Vec::new(), members, value, &mut sums, &mut orders);
    sums.iter().map(|sum| sum / orders).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn i39_contributions_meet_the_cost_and_nobody_pays_more_than_it_gains(project in project(MOST)) {
        let rules = [paid(&project), project.proportional(), project.equal()];
        for (rule, paid) in rules.iter().enumerate() {
            prop_assert_eq!(paid.len(), project.benefits.len());
            let want = if project.viable() { project.cost } else { 0.0 };
            close(paid.iter().sum(), want, 1e-9)?;
            prop_assert!(paid.iter().all(|paid| *paid >= 0.0));
            // an equal split may ask more of a member than it gains
            let fair = paid.iter().zip(&project.benefits).all(|(paid, b)| *paid <= b * (1.0 + 1e-9) + 1e-9);
            prop_assert!(fair || rule == 2, "{paid:?} of {project:?}");
        }
        // who would go it alone is one for whom all is worth it
        prop_assert!(project.viable() || project.alone().iter().all(|alone| !alone));
    }

    #[test]
    fn i39_it_is_the_mean_over_all_orders_of_joining(project in project(6)) {
        let members = project.benefits.len();
        let want = by_orders(members, &|group| value(&project, group));
        for (j, paid) in paid(&project).into_iter().enumerate() {
            let kept = if project.viable() { project.benefits[j] - paid } else { 0.0 };
            close(kept, want[j], 1e-9)?;
        }
        // efficiency: all of the surplus is shared out
        close(want.iter().sum(), value(&project, &(0..members).collect::<Vec<_>>()), 1e-9)?;
    }

    #[test]
    fn i39_members_alike_pay_alike_and_who_gains_nothing_pays_nothing(project in project(8), turn in 0usize..8) {
        let paid = paid(&project);
        let b = &project.benefits;
        for i in 0..b.len() {
            for j in 0..b.len() {
                if b[i] == b[j] {
                    close(paid[i], paid[j], 1e-9)?;
                } else if b[i] < b[j] {
                    prop_assert!(paid[i] <= paid[j] + 1e-9, "who gains more pays no less");
                    // and keeps no less
                    prop_assert!(b[i] - paid[i] <= b[j] - paid[j] + 1e-9 || !project.viable());
                }
            }
            if b[i] == 0.0 {
                prop_assert_eq!(paid[i], 0.0);
            }
        }
        // a null player changes nothing for others, nor does the order in which members are named
        let mut more = project.clone();
        more.benefits.push(0.0);
        for (with, without) in more.shapley().expect("few").iter().zip(&paid) {
            close(*with, *without, 1e-9)?;
        }
        let mut turned = project.clone();
        let by = turn % b.len();
        turned.benefits.rotate_left(by);
        for (k, got) in turned.shapley().expect("few").into_iter().enumerate() {
            close(got, paid[(k + by) % b.len()], 1e-9)?;
        }
    }

    #[test]
    fn i39_two_projects_are_shared_as_each_alone(
        one in prop::collection::vec(0.0f64..1e3, 5), two in prop::collection::vec(0.0f64..1e3, 5), parts in (0.0f64..1.0, 0.0f64..1.0),
    ) {
        let of = |benefits: Vec<f64>, part: f64| Project { cost: part * benefits.iter().sum::<f64>(), benefits };
        let (one, two) = (of(one, parts.0), of(two, parts.1));
        let both = by_orders(5, &|group| value(&one, group) + value(&two, group));
        let kept = |project: &Project, j: usize| project.benefits[j] - paid(project)[j];
        for (j, both) in both.into_iter().enumerate() {
            close(kept(&one, j) + kept(&two, j), both, 1e-9)?;
        }
    }

    #[test]
    fn money_has_no_scale(project in project(7), scale in 0.01f64..100.0) {
        let scaled = Project { benefits: project.benefits.iter().map(|b| b * scale).collect(), cost: project.cost * scale };
        prop_assume!(scaled.viable() == project.viable());
        for (scaled, plain) in paid(&scaled).iter().zip(paid(&project)) {
            close(*scaled, plain * scale, 1e-9)?;
        }
    }

    #[test]
    fn free_riders_gain_what_those_who_pay_do_not(project in project(8), payer in 0usize..8) {
        let payer = payer % project.benefits.len();
        let mut alone = vec![0.0; project.benefits.len()];
        prop_assert_eq!(project.free_riders(&alone), 0.0, "nobody pays, nothing is had");
        alone[payer] = 1.0;
        close(project.free_riders(&alone), project.benefits.iter().sum::<f64>() - project.benefits[payer], 1e-9)?;
        let shared = project.proportional();
        prop_assert_eq!(project.free_riders(&shared), 0.0, "all who gain pay");
    }
}

#[test]
fn one_who_could_do_without_the_others_is_spared_little() {
    let project = Project { benefits: vec![900.0, 100.0], cost: 600.0 };
    assert_eq!(project.alone(), [true, false]);
    // in half of all orders the small one comes first and pays 100
    assert_eq!(project.shapley(), Some(vec![550.0, 50.0]));
}

#[test]
fn many_members_are_too_many_and_none_is_no_pool() {
    let of = |members: usize| Project { benefits: vec![10.0; members], cost: 5.0 };
    assert!(of(MOST).shapley().expect("few").iter().all(|paid| (paid - 5.0 / MOST as f64).abs() < 1e-12));
    assert_eq!(of(MOST + 1).shapley(), None);
    assert_eq!(of(MOST + 1).equal().len(), MOST + 1);
    let nobody = Project { benefits: vec![], cost: 5.0 };
    assert_eq!((nobody.viable(), nobody.shapley(), nobody.equal().len()), (false, Some(vec![]), 0));
}

#[test]
fn a_member_that_would_lose_takes_no_part() {
    let with = |b: f64| Project { benefits: vec![500.0, b], cost: 400.0 };
    assert!(with(-300.0).viable());
    assert_eq!(with(-300.0).shapley(), with(0.0).shapley());
    assert_eq!(with(-300.0).proportional(), [400.0, 0.0]);
    assert_eq!(with(-300.0).free_riders(&[400.0, 0.0]), 0.0);
}
