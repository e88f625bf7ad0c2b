import cmath, decimal, fractions, math, random, struct
print(2 ** 200, -7 // 3, -7 % 3, divmod(-7, 3), pow(3, 1000, 10 ** 9 + 7), (1 << 100) >> 97, ~5, 0x7fffffff + 1, -2 ** 31 - 1)
print(0.1 + 0.2, 1e308 * 10, -0.0, float("nan"), 5e-324 / 2, 1.5e300 * 1.5e300, math.fsum([0.1] * 10), round(2.5), round(-3.5), 7.0 // 2, -7.5 % 2)
print(math.sqrt(2), math.sin(1), math.exp(-745), math.gamma(5.5), math.hypot(3, 4, 12), math.comb(50, 25), math.isqrt(10 ** 30), math.nextafter(1, 2))
print(complex(1, 2) ** 3, cmath.sqrt(-1), abs(3 + 4j), decimal.Decimal(1) / 7, fractions.Fraction(3, 4) + fractions.Fraction(1, 6))
print(struct.pack("<hiqfd", -2, 3, -4, 1.5, 2.25).hex(), struct.unpack(">I", b"\xff\xfe\xfd\xfc"), int.from_bytes(b"\x80\x00", "big", signed=True))
random.seed(7)
print([random.randrange(100) for _ in range(8)], random.random(), random.gauss(0, 1), random.sample(range(50), 4))
print(int("z", 36), bin(-10), f"{1234567.891:,.2f} {255:#x} {0.000012345:.3e} {3:>5}|{3:<5}|{3:^5}|")
