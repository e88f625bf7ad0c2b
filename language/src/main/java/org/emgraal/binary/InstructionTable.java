// SPDX-License-Identifier: Apache-2.0
package org.emgraal.binary;

import org.emgraal.binary.Instruction.Immediate;

/**
 * All instructions in one table: first opcode (prefix and subopcode in hexadecimal), immediates, stack types, and the
 * names of that and the following opcodes. After the slash: log2 of a memory access's natural alignment, or the number
 * of lanes. Stack types: {@code i l f d v} are i32 i64 f32 f64 v128, {@code a} is the memory's address type;
 * {@code *} marks instructions whose types depend on more than their opcode.
 */
public final class InstructionTable {

    private static final String TABLE = """
            # core: control
            00    NONE          *      unreachable
            01    NONE          :      nop
            02    BLOCK         *      block loop if
            05    NONE          *      else
            06    BLOCK         *      try
            07    INDEX         *      catch throw rethrow
            0A    NONE          *      throw_ref end
            0C    INDEX         *      br br_if
            0E    LABELS        *      br_table
            0F    NONE          *      return
            10    INDEX         *      call
            11    TWO_INDICES   *      call_indirect
            12    INDEX         *      return_call
            13    TWO_INDICES   *      return_call_indirect
            14    INDEX         *      call_ref return_call_ref
            18    INDEX         *      delegate
            19    NONE          *      catch_all
            1A    NONE          *      drop select
            1C    VALUE_TYPES   *      select_t
            1F    TRY_TABLE     *      try_table
            # core: variables and tables
            20    INDEX         *      local.get local.set local.tee global.get global.set table.get table.set
            # core: memory
            28    MEMORY/2      a:i    i32.load
            29    MEMORY/3      a:l    i64.load
            2A    MEMORY/2      a:f    f32.load
            2B    MEMORY/3      a:d    f64.load
            2C    MEMORY/0      a:i    i32.load8_s i32.load8_u
            2E    MEMORY/1      a:i    i32.load16_s i32.load16_u
            30    MEMORY/0      a:l    i64.load8_s i64.load8_u
            32    MEMORY/1      a:l    i64.load16_s i64.load16_u
            34    MEMORY/2      a:l    i64.load32_s i64.load32_u
            36    MEMORY/2      ai:    i32.store
            37    MEMORY/3      al:    i64.store
            38    MEMORY/2      af:    f32.store
            39    MEMORY/3      ad:    f64.store
            3A    MEMORY/0      ai:    i32.store8
            3B    MEMORY/1      ai:    i32.store16
            3C    MEMORY/0      al:    i64.store8
            3D    MEMORY/1      al:    i64.store16
            3E    MEMORY/2      al:    i64.store32
            3F    INDEX         *      memory.size memory.grow
            # core: numbers
            41    S32           :i     i32.const
            42    S64           :l     i64.const
            43    F32           :f     f32.const
            44    F64           :d     f64.const
            45    NONE          i:i    i32.eqz
            46    NONE          ii:i   i32.eq i32.ne i32.lt_s i32.lt_u i32.gt_s i32.gt_u i32.le_s i32.le_u i32.ge_s
                                       i32.ge_u
            50    NONE          l:i    i64.eqz
            51    NONE          ll:i   i64.eq i64.ne i64.lt_s i64.lt_u i64.gt_s i64.gt_u i64.le_s i64.le_u i64.ge_s
                                       i64.ge_u
            5B    NONE          ff:i   f32.eq f32.ne f32.lt f32.gt f32.le f32.ge
            61    NONE          dd:i   f64.eq f64.ne f64.lt f64.gt f64.le f64.ge
            67    NONE          i:i    i32.clz i32.ctz i32.popcnt
            6A    NONE          ii:i   i32.add i32.sub i32.mul i32.div_s i32.div_u i32.rem_s i32.rem_u i32.and i32.or
                                       i32.xor i32.shl i32.shr_s i32.shr_u i32.rotl i32.rotr
            79    NONE          l:l    i64.clz i64.ctz i64.popcnt
            7C    NONE          ll:l   i64.add i64.sub i64.mul i64.div_s i64.div_u i64.rem_s i64.rem_u i64.and i64.or
                                       i64.xor i64.shl i64.shr_s i64.shr_u i64.rotl i64.rotr
            8B    NONE          f:f    f32.abs f32.neg f32.ceil f32.floor f32.trunc f32.nearest f32.sqrt
            92    NONE          ff:f   f32.add f32.sub f32.mul f32.div f32.min f32.max f32.copysign
            99    NONE          d:d    f64.abs f64.neg f64.ceil f64.floor f64.trunc f64.nearest f64.sqrt
            A0    NONE          dd:d   f64.add f64.sub f64.mul f64.div f64.min f64.max f64.copysign
            A7    NONE          l:i    i32.wrap_i64
            A8    NONE          f:i    i32.trunc_f32_s i32.trunc_f32_u
            AA    NONE          d:i    i32.trunc_f64_s i32.trunc_f64_u
            AC    NONE          i:l    i64.extend_i32_s i64.extend_i32_u
            AE    NONE          f:l    i64.trunc_f32_s i64.trunc_f32_u
            B0    NONE          d:l    i64.trunc_f64_s i64.trunc_f64_u
            B2    NONE          i:f    f32.convert_i32_s f32.convert_i32_u
            B4    NONE          l:f    f32.convert_i64_s f32.convert_i64_u
            B6    NONE          d:f    f32.demote_f64
            B7    NONE          i:d    f64.convert_i32_s f64.convert_i32_u
            B9    NONE          l:d    f64.convert_i64_s f64.convert_i64_u
            BB    NONE          f:d    f64.promote_f32
            BC    NONE          f:i    i32.reinterpret_f32
            BD    NONE          d:l    i64.reinterpret_f64
            BE    NONE          i:f    f32.reinterpret_i32
            BF    NONE          l:d    f64.reinterpret_i64
            C0    NONE          i:i    i32.extend8_s i32.extend16_s
            C2    NONE          l:l    i64.extend8_s i64.extend16_s i64.extend32_s
            # core: references
            D0    HEAP_TYPE     *      ref.null
            D1    NONE          *      ref.is_null
            D2    INDEX         *      ref.func
            D3    NONE          *      ref.eq ref.as_non_null
            D5    INDEX         *      br_on_null br_on_non_null
            # GC
            FB00  INDEX         *      struct.new struct.new_default
            FB02  TWO_INDICES   *      struct.get struct.get_s struct.get_u struct.set
            FB06  INDEX         *      array.new array.new_default
            FB08  TWO_INDICES   *      array.new_fixed array.new_data array.new_elem
            FB0B  INDEX         *      array.get array.get_s array.get_u array.set
            FB0F  NONE          *      array.len
            FB10  INDEX         *      array.fill
            FB11  TWO_INDICES   *      array.copy array.init_data array.init_elem
            FB14  HEAP_TYPE     *      ref.test ref.test_null ref.cast ref.cast_null
            FB18  CAST          *      br_on_cast br_on_cast_fail
            FB1A  NONE          *      any.convert_extern extern.convert_any ref.i31 i31.get_s i31.get_u
            # saturating truncation and bulk operations
            FC00  NONE          f:i    i32.trunc_sat_f32_s i32.trunc_sat_f32_u
            FC02  NONE          d:i    i32.trunc_sat_f64_s i32.trunc_sat_f64_u
            FC04  NONE          f:l    i64.trunc_sat_f32_s i64.trunc_sat_f32_u
            FC06  NONE          d:l    i64.trunc_sat_f64_s i64.trunc_sat_f64_u
            FC08  TWO_INDICES   *      memory.init
            FC09  INDEX         *      data.drop
            FC0A  TWO_INDICES   *      memory.copy
            FC0B  INDEX         *      memory.fill
            FC0C  TWO_INDICES   *      table.init
            FC0D  INDEX         *      elem.drop
            FC0E  TWO_INDICES   *      table.copy
            FC0F  INDEX         *      table.grow table.size table.fill
            # wide arithmetic
            FC13  NONE          llll:ll i64.add128 i64.sub128
            FC15  NONE          ll:ll  i64.mul_wide_s i64.mul_wide_u
            # SIMD: memory, constants and lanes
            FD00  MEMORY/4      a:v    v128.load
            FD01  MEMORY/3      a:v    v128.load8x8_s v128.load8x8_u v128.load16x4_s v128.load16x4_u v128.load32x2_s
                                       v128.load32x2_u
            FD07  MEMORY/0      a:v    v128.load8_splat
            FD08  MEMORY/1      a:v    v128.load16_splat
            FD09  MEMORY/2      a:v    v128.load32_splat
            FD0A  MEMORY/3      a:v    v128.load64_splat
            FD0B  MEMORY/4      av:    v128.store
            FD0C  V128          :v     v128.const
            FD0D  SHUFFLE       vv:v   i8x16.shuffle
            FD0E  NONE          vv:v   i8x16.swizzle
            FD0F  NONE          i:v    i8x16.splat i16x8.splat i32x4.splat
            FD12  NONE          l:v    i64x2.splat
            FD13  NONE          f:v    f32x4.splat
            FD14  NONE          d:v    f64x2.splat
            FD15  LANE/16       v:i    i8x16.extract_lane_s i8x16.extract_lane_u
            FD17  LANE/16       vi:v   i8x16.replace_lane
            FD18  LANE/8        v:i    i16x8.extract_lane_s i16x8.extract_lane_u
            FD1A  LANE/8        vi:v   i16x8.replace_lane
            FD1B  LANE/4        v:i    i32x4.extract_lane
            FD1C  LANE/4        vi:v   i32x4.replace_lane
            FD1D  LANE/2        v:l    i64x2.extract_lane
            FD1E  LANE/2        vl:v   i64x2.replace_lane
            FD1F  LANE/4        v:f    f32x4.extract_lane
            FD20  LANE/4        vf:v   f32x4.replace_lane
            FD21  LANE/2        v:d    f64x2.extract_lane
            FD22  LANE/2        vd:v   f64x2.replace_lane
            FD54  MEMORY_LANE/0 av:v   v128.load8_lane
            FD55  MEMORY_LANE/1 av:v   v128.load16_lane
            FD56  MEMORY_LANE/2 av:v   v128.load32_lane
            FD57  MEMORY_LANE/3 av:v   v128.load64_lane
            FD58  MEMORY_LANE/0 av:    v128.store8_lane
            FD59  MEMORY_LANE/1 av:    v128.store16_lane
            FD5A  MEMORY_LANE/2 av:    v128.store32_lane
            FD5B  MEMORY_LANE/3 av:    v128.store64_lane
            FD5C  MEMORY/2      a:v    v128.load32_zero
            FD5D  MEMORY/3      a:v    v128.load64_zero
            # SIMD: comparisons and bits
            FD23  NONE          vv:v   i8x16.eq i8x16.ne i8x16.lt_s i8x16.lt_u i8x16.gt_s i8x16.gt_u i8x16.le_s
                                       i8x16.le_u i8x16.ge_s i8x16.ge_u
            FD2D  NONE          vv:v   i16x8.eq i16x8.ne i16x8.lt_s i16x8.lt_u i16x8.gt_s i16x8.gt_u i16x8.le_s
                                       i16x8.le_u i16x8.ge_s i16x8.ge_u
            FD37  NONE          vv:v   i32x4.eq i32x4.ne i32x4.lt_s i32x4.lt_u i32x4.gt_s i32x4.gt_u i32x4.le_s
                                       i32x4.le_u i32x4.ge_s i32x4.ge_u
            FD41  NONE          vv:v   f32x4.eq f32x4.ne f32x4.lt f32x4.gt f32x4.le f32x4.ge f64x2.eq f64x2.ne
                                       f64x2.lt f64x2.gt f64x2.le f64x2.ge
            FD4D  NONE          v:v    v128.not
            FD4E  NONE          vv:v   v128.and v128.andnot v128.or v128.xor
            FD52  NONE          vvv:v  v128.bitselect
            FD53  NONE          v:i    v128.any_true
            # SIMD: arithmetic
            FD5E  NONE          v:v    f32x4.demote_f64x2_zero f64x2.promote_low_f32x4 i8x16.abs i8x16.neg
                                       i8x16.popcnt
            FD63  NONE          v:i    i8x16.all_true i8x16.bitmask
            FD65  NONE          vv:v   i8x16.narrow_i16x8_s i8x16.narrow_i16x8_u
            FD67  NONE          v:v    f32x4.ceil f32x4.floor f32x4.trunc f32x4.nearest
            FD6B  NONE          vi:v   i8x16.shl i8x16.shr_s i8x16.shr_u
            FD6E  NONE          vv:v   i8x16.add i8x16.add_sat_s i8x16.add_sat_u i8x16.sub i8x16.sub_sat_s
                                       i8x16.sub_sat_u
            FD74  NONE          v:v    f64x2.ceil f64x2.floor
            FD76  NONE          vv:v   i8x16.min_s i8x16.min_u i8x16.max_s i8x16.max_u
            FD7A  NONE          v:v    f64x2.trunc
            FD7B  NONE          vv:v   i8x16.avgr_u
            FD7C  NONE          v:v    i16x8.extadd_pairwise_i8x16_s i16x8.extadd_pairwise_i8x16_u
                                       i32x4.extadd_pairwise_i16x8_s i32x4.extadd_pairwise_i16x8_u i16x8.abs i16x8.neg
            FD82  NONE          vv:v   i16x8.q15mulr_sat_s
            FD83  NONE          v:i    i16x8.all_true i16x8.bitmask
            FD85  NONE          vv:v   i16x8.narrow_i32x4_s i16x8.narrow_i32x4_u
            FD87  NONE          v:v    i16x8.extend_low_i8x16_s i16x8.extend_high_i8x16_s i16x8.extend_low_i8x16_u
                                       i16x8.extend_high_i8x16_u
            FD8B  NONE          vi:v   i16x8.shl i16x8.shr_s i16x8.shr_u
            FD8E  NONE          vv:v   i16x8.add i16x8.add_sat_s i16x8.add_sat_u i16x8.sub i16x8.sub_sat_s
                                       i16x8.sub_sat_u
            FD94  NONE          v:v    f64x2.nearest
            FD95  NONE          vv:v   i16x8.mul i16x8.min_s i16x8.min_u i16x8.max_s i16x8.max_u
            FD9B  NONE          vv:v   i16x8.avgr_u i16x8.extmul_low_i8x16_s i16x8.extmul_high_i8x16_s
                                       i16x8.extmul_low_i8x16_u i16x8.extmul_high_i8x16_u
            FDA0  NONE          v:v    i32x4.abs i32x4.neg
            FDA3  NONE          v:i    i32x4.all_true i32x4.bitmask
            FDA7  NONE          v:v    i32x4.extend_low_i16x8_s i32x4.extend_high_i16x8_s i32x4.extend_low_i16x8_u
                                       i32x4.extend_high_i16x8_u
            FDAB  NONE          vi:v   i32x4.shl i32x4.shr_s i32x4.shr_u
            FDAE  NONE          vv:v   i32x4.add
            FDB1  NONE          vv:v   i32x4.sub
            FDB5  NONE          vv:v   i32x4.mul i32x4.min_s i32x4.min_u i32x4.max_s i32x4.max_u i32x4.dot_i16x8_s
            FDBC  NONE          vv:v   i32x4.extmul_low_i16x8_s i32x4.extmul_high_i16x8_s i32x4.extmul_low_i16x8_u
                                       i32x4.extmul_high_i16x8_u
            FDC0  NONE          v:v    i64x2.abs i64x2.neg
            FDC3  NONE          v:i    i64x2.all_true i64x2.bitmask
            FDC7  NONE          v:v    i64x2.extend_low_i32x4_s i64x2.extend_high_i32x4_s i64x2.extend_low_i32x4_u
                                       i64x2.extend_high_i32x4_u
            FDCB  NONE          vi:v   i64x2.shl i64x2.shr_s i64x2.shr_u
            FDCE  NONE          vv:v   i64x2.add
            FDD1  NONE          vv:v   i64x2.sub
            FDD5  NONE          vv:v   i64x2.mul i64x2.eq i64x2.ne i64x2.lt_s i64x2.gt_s i64x2.le_s i64x2.ge_s
            FDDC  NONE          vv:v   i64x2.extmul_low_i32x4_s i64x2.extmul_high_i32x4_s i64x2.extmul_low_i32x4_u
                                       i64x2.extmul_high_i32x4_u
            FDE0  NONE          v:v    f32x4.abs f32x4.neg
            FDE3  NONE          v:v    f32x4.sqrt
            FDE4  NONE          vv:v   f32x4.add f32x4.sub f32x4.mul f32x4.div f32x4.min f32x4.max f32x4.pmin
                                       f32x4.pmax
            FDEC  NONE          v:v    f64x2.abs f64x2.neg
            FDEF  NONE          v:v    f64x2.sqrt
            FDF0  NONE          vv:v   f64x2.add f64x2.sub f64x2.mul f64x2.div f64x2.min f64x2.max f64x2.pmin
                                       f64x2.pmax
            FDF8  NONE          v:v    i32x4.trunc_sat_f32x4_s i32x4.trunc_sat_f32x4_u f32x4.convert_i32x4_s
                                       f32x4.convert_i32x4_u i32x4.trunc_sat_f64x2_s_zero i32x4.trunc_sat_f64x2_u_zero
                                       f64x2.convert_low_i32x4_s f64x2.convert_low_i32x4_u
            # relaxed SIMD
            FD100 NONE          vv:v   i8x16.relaxed_swizzle
            FD101 NONE          v:v    i32x4.relaxed_trunc_f32x4_s i32x4.relaxed_trunc_f32x4_u
                                       i32x4.relaxed_trunc_f64x2_s_zero i32x4.relaxed_trunc_f64x2_u_zero
            FD105 NONE          vvv:v  f32x4.relaxed_madd f32x4.relaxed_nmadd f64x2.relaxed_madd f64x2.relaxed_nmadd
            FD109 NONE          vvv:v  i8x16.relaxed_laneselect i16x8.relaxed_laneselect i32x4.relaxed_laneselect
                                       i64x2.relaxed_laneselect
            FD10D NONE          vv:v   f32x4.relaxed_min f32x4.relaxed_max f64x2.relaxed_min f64x2.relaxed_max
                                       i16x8.relaxed_q15mulr_s i16x8.relaxed_dot_i8x16_i7x16_s
            FD113 NONE          vvv:v  i32x4.relaxed_dot_i8x16_i7x16_add_s
            # threads
            FE00  ATOMIC/2      ai:i   memory.atomic.notify
            FE01  ATOMIC/2      ail:i  memory.atomic.wait32
            FE02  ATOMIC/3      all:i  memory.atomic.wait64
            FE03  ZERO          :      atomic.fence
            FE10  ATOMIC/2      a:i    i32.atomic.load
            FE11  ATOMIC/3      a:l    i64.atomic.load
            FE12  ATOMIC/0      a:i    i32.atomic.load8_u
            FE13  ATOMIC/1      a:i    i32.atomic.load16_u
            FE14  ATOMIC/0      a:l    i64.atomic.load8_u
            FE15  ATOMIC/1      a:l    i64.atomic.load16_u
            FE16  ATOMIC/2      a:l    i64.atomic.load32_u
            FE17  ATOMIC/2      ai:    i32.atomic.store
            FE18  ATOMIC/3      al:    i64.atomic.store
            FE19  ATOMIC/0      ai:    i32.atomic.store8
            FE1A  ATOMIC/1      ai:    i32.atomic.store16
            FE1B  ATOMIC/0      al:    i64.atomic.store8
            FE1C  ATOMIC/1      al:    i64.atomic.store16
            FE1D  ATOMIC/2      al:    i64.atomic.store32
            FE1E  ATOMIC/2      ai:i   i32.atomic.rmw.add
            FE1F  ATOMIC/3      al:l   i64.atomic.rmw.add
            FE20  ATOMIC/0      ai:i   i32.atomic.rmw8.add_u
            FE21  ATOMIC/1      ai:i   i32.atomic.rmw16.add_u
            FE22  ATOMIC/0      al:l   i64.atomic.rmw8.add_u
            FE23  ATOMIC/1      al:l   i64.atomic.rmw16.add_u
            FE24  ATOMIC/2      al:l   i64.atomic.rmw32.add_u
            FE25  ATOMIC/2      ai:i   i32.atomic.rmw.sub
            FE26  ATOMIC/3      al:l   i64.atomic.rmw.sub
            FE27  ATOMIC/0      ai:i   i32.atomic.rmw8.sub_u
            FE28  ATOMIC/1      ai:i   i32.atomic.rmw16.sub_u
            FE29  ATOMIC/0      al:l   i64.atomic.rmw8.sub_u
            FE2A  ATOMIC/1      al:l   i64.atomic.rmw16.sub_u
            FE2B  ATOMIC/2      al:l   i64.atomic.rmw32.sub_u
            FE2C  ATOMIC/2      ai:i   i32.atomic.rmw.and
            FE2D  ATOMIC/3      al:l   i64.atomic.rmw.and
            FE2E  ATOMIC/0      ai:i   i32.atomic.rmw8.and_u
            FE2F  ATOMIC/1      ai:i   i32.atomic.rmw16.and_u
            FE30  ATOMIC/0      al:l   i64.atomic.rmw8.and_u
            FE31  ATOMIC/1      al:l   i64.atomic.rmw16.and_u
            FE32  ATOMIC/2      al:l   i64.atomic.rmw32.and_u
            FE33  ATOMIC/2      ai:i   i32.atomic.rmw.or
            FE34  ATOMIC/3      al:l   i64.atomic.rmw.or
            FE35  ATOMIC/0      ai:i   i32.atomic.rmw8.or_u
            FE36  ATOMIC/1      ai:i   i32.atomic.rmw16.or_u
            FE37  ATOMIC/0      al:l   i64.atomic.rmw8.or_u
            FE38  ATOMIC/1      al:l   i64.atomic.rmw16.or_u
            FE39  ATOMIC/2      al:l   i64.atomic.rmw32.or_u
            FE3A  ATOMIC/2      ai:i   i32.atomic.rmw.xor
            FE3B  ATOMIC/3      al:l   i64.atomic.rmw.xor
            FE3C  ATOMIC/0      ai:i   i32.atomic.rmw8.xor_u
            FE3D  ATOMIC/1      ai:i   i32.atomic.rmw16.xor_u
            FE3E  ATOMIC/0      al:l   i64.atomic.rmw8.xor_u
            FE3F  ATOMIC/1      al:l   i64.atomic.rmw16.xor_u
            FE40  ATOMIC/2      al:l   i64.atomic.rmw32.xor_u
            FE41  ATOMIC/2      ai:i   i32.atomic.rmw.xchg
            FE42  ATOMIC/3      al:l   i64.atomic.rmw.xchg
            FE43  ATOMIC/0      ai:i   i32.atomic.rmw8.xchg_u
            FE44  ATOMIC/1      ai:i   i32.atomic.rmw16.xchg_u
            FE45  ATOMIC/0      al:l   i64.atomic.rmw8.xchg_u
            FE46  ATOMIC/1      al:l   i64.atomic.rmw16.xchg_u
            FE47  ATOMIC/2      al:l   i64.atomic.rmw32.xchg_u
            FE48  ATOMIC/2      aii:i  i32.atomic.rmw.cmpxchg
            FE49  ATOMIC/3      all:l  i64.atomic.rmw.cmpxchg
            FE4A  ATOMIC/0      aii:i  i32.atomic.rmw8.cmpxchg_u
            FE4B  ATOMIC/1      aii:i  i32.atomic.rmw16.cmpxchg_u
            FE4C  ATOMIC/0      all:l  i64.atomic.rmw8.cmpxchg_u
            FE4D  ATOMIC/1      all:l  i64.atomic.rmw16.cmpxchg_u
            FE4E  ATOMIC/2      all:l  i64.atomic.rmw32.cmpxchg_u
            """;

    /** Width of a prefix's share of {@link #INSTRUCTIONS}; the largest subopcode (relaxed SIMD) is 0x113. */
    private static final int SHARE_BITS = 9;
    private static final int FIRST_PREFIX = 0xFB;
    private static final int LAST_PREFIX = 0xFE;

    private static final Instruction[] INSTRUCTIONS = parse();

    private InstructionTable() {
    }

    /** The instruction with this opcode, or null. */
    public static Instruction get(int opcode) {
        int slot = slot(opcode);
        return slot < 0 ? null : INSTRUCTIONS[slot];
    }

    /** The instruction with a dense number, or null. */
    public static Instruction at(int slot) {
        return INSTRUCTIONS[slot];
    }

    /**
     * A dense number for an opcode, for tables parallel to this one.
     *
     * @return a number below {@link #slots()}, or -1 if the opcode cannot exist
     */
    public static int slot(int opcode) {
        int prefix = opcode >>> 16;
        int code = opcode & 0xFFFF;
        if (prefix == 0) {
            return code <= 0xFF ? code : -1;
        }
        if (prefix < FIRST_PREFIX || prefix > LAST_PREFIX || code >>> SHARE_BITS != 0) {
            return -1;
        }
        return (prefix - FIRST_PREFIX + 1 << SHARE_BITS) + code;
    }

    public static int slots() {
        return LAST_PREFIX - FIRST_PREFIX + 2 << SHARE_BITS;
    }

    private static Instruction[] parse() {
        Instruction[] instructions = new Instruction[slots()];
        int opcode = 0;
        Immediate immediate = Immediate.NONE;
        int width = 0;
        String types = null;
        for (String line : TABLE.split("\n")) {
            if (line.startsWith("#")) {
                continue;
            }
            String[] words = line.strip().split(" +");
            int firstName = 0;
            if (!line.startsWith(" ")) {
                int code = words[0].length() == 2 ? 0 : 2;
                opcode = Integer.parseInt(words[0].substring(code), 16)
                                | (code == 0 ? 0 : Integer.parseInt(words[0].substring(0, code), 16) << 16);
                int slash = words[1].indexOf('/');
                immediate = Immediate.valueOf(slash < 0 ? words[1] : words[1].substring(0, slash));
                width = slash < 0 ? 0 : Integer.parseInt(words[1].substring(slash + 1));
                types = words[2].equals("*") ? null : words[2];
                firstName = 3;
            }
            for (int i = firstName; i < words.length; i++, opcode++) {
                instructions[slot(opcode)] = new Instruction(opcode, words[i], immediate, width, types);
            }
        }
        return instructions;
    }
}
