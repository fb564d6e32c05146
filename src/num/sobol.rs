//! Sobol points with Joe and Kuo's direction numbers, addressed by index, and their digital shift (`RNG2`).
//!
//! Model specification 5.8. Dimensions count from 0 and points stand in Gray-code order from the origin, index 0. The first
//! 2^k points of each dimension lie one in each of 2^k equal cells, so a longer run contains every shorter one.

use super::splitmix;

/// How many dimensions there are. Streams at or above this use keyed draws.
pub const DIMENSIONS: u32 = TABLE.len() as u32 + 1;

/// One dimension of the Sobol points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sobol([u32; 32]);

impl Sobol {
    /// The dimension of that number; `None` from [`DIMENSIONS`] up.
    #[must_use]
    pub fn new(dimension: u32) -> Option<Self> {
        let mut v = [0; 32];
        if dimension == 0 {
            for (i, v) in v.iter_mut().enumerate() {
                *v = 1 << (31 - i);
            }
            return Some(Self(v));
        }
        let packed = *TABLE.get(dimension as usize - 1)?;
        let polynomial = packed & 0x7ff;
        let degree = 63 - polynomial.leading_zeros() as usize;
        let mut numbers = packed >> 11;
        for i in 0..32 {
            v[i] = if i < degree {
                // m is odd and below 2^(i+1): its lowest bit is not stored
                let m = (numbers & ((1 << i) - 1)) << 1 | 1;
                numbers >>= i;
                (m as u32) << (31 - i)
            } else {
                let mut sum = v[i - degree] >> degree;
                for j in 1..=degree {
                    if polynomial >> (degree - j) & 1 == 1 {
                        sum ^= v[i - j];
                    }
                }
                sum
            };
        }
        Some(Self(v))
    }

    /// The point of that index, as a fraction of 2^32.
    #[must_use]
    pub fn point(&self, index: u32) -> u32 {
        let mut gray = index ^ (index >> 1);
        let (mut x, mut i) = (0, 0);
        while gray != 0 {
            if gray & 1 == 1 {
                x ^= self.0[i];
            }
            gray >>= 1;
            i += 1;
        }
        x
    }
}

/// A dimension with a digital shift: all its points have the same bits turned over, which keeps them spread evenly and
/// makes each of them uniform over (0, 1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shifted {
    points: Sobol,
    shift: u64,
}

impl Shifted {
    /// The dimension of that number, shifted by the keyed draw of its seed, its dimension (the stream) and `scramble` (the
    /// path). Different scrambles are independent, so that their spread tells the sampling error. `None` from
    /// [`DIMENSIONS`] up.
    #[must_use]
    pub fn new(seed: u64, scramble: u32, dimension: u32) -> Option<Self> {
        let shift = splitmix::bits(seed, dimension.into(), scramble.into());
        Sobol::new(dimension).map(|points| Self { points, shift })
    }

    /// The point of that index, strictly between 0 and 1.
    #[must_use]
    pub fn point(&self, index: u32) -> f64 {
        splitmix::uniform(u64::from(self.points.point(index)) << 32 ^ self.shift)
    }
}

/// Joe and Kuo (2008), `new-joe-kuo-6`: a number for each dimension from 1 up. From the lowest bit: eleven bits for the
/// primitive polynomial, of degree s, then the initial numbers m2 to ms without their lowest bits, which take 1 to s-1.
#[rustfmt::skip]
const TABLE: [u64; 127] = [
    0x3, 0x807, 0x80b, 0xd, 0x5013, 0x1_a819, 0x10_a025, 0x4_a029, 0x13_702f, 0x2037, 0xa_403b, 0x1e_a83d, 0x307_1843,
    0x155_c05b, 0x31b_8861, 0x47_c067, 0x18d_c86d, 0x3d2_a073, 0xccf7_7883, 0x88ed_b889, 0x7e27_908f, 0x6981_2891,
    0xd629_889d, 0x3fda_88a7, 0x7a93_60ab, 0x88c2_68b9, 0x121_b0bf, 0x752c_b8c1, 0x51d9_10cb, 0x6c17_a8d3, 0x23ac_78d5,
    0x8b44_48e5, 0x1a16_a0ef, 0xf7c0_f0f1, 0x63cd_30f7, 0x4362_98fd, 0x7a_60df_c91d, 0x30_7fbf_e92b, 0x7c_98ab_492d,
    0x4_8ebb_494d, 0x16_a0b5_f15f, 0x27_81f8_7963, 0x66_04b2_0965, 0x4e_3953_2169, 0x5c_b201_7971, 0x23_9c8e_5987,
    0xd_ee6f_798d, 0x70_c1ea_11a9, 0x58_72b6_41c3, 0x23_4910_f9cf, 0x6a_f7fa_89e7, 0x42_6aaa_91f5, 0x77d6_5d1c_aa11,
    0x1104_d803_5a1b, 0x5582_2e70_8221, 0x7cb3_3cf8_8a2d, 0x2db4_7d0b_4233, 0x5af3_c1c9_6259, 0x5f83_52d3_e25f,
    0x3744_a53e_fa69, 0x14ef_dcf6_426f, 0x280c_6cff_a277, 0x402b_4ef9_927d, 0x497c_fb55_4287, 0x50a7_706b_7295,
    0x2081_a0d0_a2a3, 0x76fd_8077_b2a5, 0x2ca_06a8_2aaf, 0x79ff_18df_92b7, 0x1fad_b3e4_1abd, 0x3b3f_f520_52cf,
    0x4879_49f6_e2d1, 0x7adb_eb51_62db, 0x5668_18c0_82f5, 0x803_e781_d2f9, 0x2be7_a2a7_4b13, 0xc7f_7dae_0b15,
    0x4c55_d3da_6b1f, 0x257c_7020_6323, 0x2786_1f84_9331, 0x3846_d0a7_433b, 0x43b2_f3ba_9b4f, 0x1c9d_670b_2b5b,
    0x68a3_fad6_3361, 0x12b6_d056_936b, 0x713c_84a7_f36d, 0x700d_3cc8_7b73, 0x3ac_4e73_cb7f, 0x5ec8_9200_0385,
    0x7886_3aaf_cb8f, 0x6bc1_a9b2_73b5, 0x5761_2e24_5bb9, 0x4a1d_4da8_dbc7, 0x2778_190b_13cb, 0x355e_4399_fbcd,
    0x3629_9368_33d5, 0x3e38_2db3_9bd9, 0x77fe_06b6_6be3, 0x363a_584a_a3e9, 0x24bd_425c_dbfb, 0x72_b7f1_4845_cc09,
    0x79_a1ff_7e64_b41b, 0x95_b67c_ac68_cc27, 0x3d_daf0_0ee9_942d, 0xb8_0221_10d3_bc65, 0xa9_4f94_0fb2_ac6f,
    0xc5_3395_1ffe_6481, 0x2a_7c17_066d_348b, 0xe2_6789_c114_ccc5, 0x1f_a937_8de2_3cd7, 0xd3_b2bb_a7c1_64e7,
    0x8_8bb0_27c9_9cf3, 0x75_682f_7dce_f4ff, 0x60_351c_8c99_0d0d, 0x55_099c_caff_ad19, 0x89_db56_fb9e_5523,
    0xb0_f0ce_878c_3d31, 0xf1_6b2c_d0d4_c53d, 0x23_273b_5b31_2543, 0xb9_2004_b6cc_fd57, 0x8e_a5c6_8796_3d6b,
    0x27_5db5_baf1_5585, 0xe4_aa19_554a_9d8f, 0x9c_71a1_cb6e_6597, 0x94_d617_3961_2da1, 0x93_50cd_3b04_fdc7,
    0xb3_411e_fe84_dde5,
];
