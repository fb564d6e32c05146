//! Rows of a fixed table by their names: where one looks up some thousand in a frame, a walk through the table is too long.

/// Rows, each where its name says or in the next free place; half of the places are free.
pub struct Index<T: 'static>(Vec<Option<&'static T>>);

impl<T> Index<T> {
    /// All rows of a table; of two with one name the first counts.
    pub fn of(rows: &[&'static T], name: fn(&'static T) -> &'static str) -> Index<T> {
        let mut index = Index(vec![None; (2 * rows.len() + 1).next_power_of_two()]);
        for row in rows {
            let place = index.place(name(row), name);
            index.0[place].get_or_insert(row);
        }
        index
    }

    /// The row of a name.
    pub fn get(&self, wanted: &str, name: fn(&'static T) -> &'static str) -> Option<&'static T> {
        self.0[self.place(wanted, name)]
    }

    fn place(&self, wanted: &str, name: fn(&'static T) -> &'static str) -> usize {
        let digest = wanted.bytes().fold(0x811c_9dc5_u32, |d, b| (d ^ u32::from(b)).wrapping_mul(0x0100_0193));
        let mut place = digest as usize % self.0.len();
        while self.0[place].is_some_and(|row| name(row) != wanted) {
            place = (place + 1) % self.0.len();
        }
        place
    }
}
