# SPDX-License-Identifier: Apache-2.0
import java

overloads = java.type("org.emgraal.JavaClassesInPythonTest$Overloads")()
Shape = java.type("org.emgraal.JavaClassesInPythonTest$Shape")
_List, _Map = java.type("java.util.List"), java.type("java.util.Map")
names = java.type("java.util.ArrayList")(_List.of("p", "q", "r"))
settings = java.type("java.util.TreeMap")(_Map.of("a", _List.of(1, _Map.of("z", True))))
fixed = _List.of(1)

def raises(kind, function):
    try:
        function()
    except kind as error:
        return str(error)
    raise AssertionError(f"no {kind.__name__}")


def test_overloads_with_variable_arguments():
    assert overloads.variable() == "texts 0"
    assert overloads.variable("a", "b") == "texts 2"
    assert overloads.variable(1) == "number"
    assert overloads.variable(1, "a") == "number and texts 1"


def test_overloads_with_functions():
    assert overloads.function(lambda x: True) == "one true"
    assert overloads.function(lambda x, y: False) == "two false"
    assert overloads.function(lambda x, y=1: True) == "one true"
    class Callable:
        def __call__(self, x):
            return True
        def method(self, x, y):
            return True
    assert overloads.function(Callable().method) == "two true"
    from java.util.concurrent import Executors
    executor = Executors.newSingleThreadExecutor()
    try:
        assert executor.submit(lambda: 5).get() == 5
    finally:
        executor.shutdown()


def test_overloads_with_literals():
    assert overloads.collection([1, 2]) == "list"
    assert overloads.collection((1, 2)) == "list"
    assert overloads.collection({"a": 1}) == "map"
    assert overloads.collection({2, 1}) == "set [1, 2]"
    assert overloads.number(1) == "long" and overloads.number(1.5) == "double"
    import decimal
    assert overloads.number(decimal.Decimal("1.10")) == "decimal 1.10"
    assert overloads.number(2 ** 70 + 1) == "decimal 1180591620717411303425", overloads.number(2 ** 70 + 1)


def test_ambiguous_overloads():
    message = raises(TypeError, lambda: overloads.either(None))
    assert "either(java.lang.StringBuilder)" in message and "either(java.lang.Thread)" in message and "getattr" in message
    assert getattr(overloads, "either(java.lang.Thread)")(None) == "thread"


def test_keyword_arguments():
    assert "keyword" in raises(TypeError, lambda: overloads.collection([], strict=True))
    assert overloads.options("n", size=3) == "n3"


def test_subclass_with_its_own_parameters():
    class Square(Shape):
        def __init__(self, name, side):
            super().__init__(name)
            self.side = side
        def area(self):
            return float(self.side ** 2)
    square = Square("s", 3)
    assert square.describe() == "s 9.0 m2" and list(square.log) == [] and square.side == 3
    assert isinstance(square, Shape) and issubclass(Square, Shape) and str(square) == "Shape s"
    assert java.type("java.lang.String").valueOf(square) == "Shape s"


def test_super():
    class Base(Shape):
        def area(self):
            return 1.0
        def unit(self):
            return super().unit() + "!"
        def scaled(self, factor):
            return "py " + super().scaled(factor)
    class Derived(Base):
        def unit(self):
            return "[" + super().unit() + "]"
        def describe(self):
            return Shape.describe(self) + "."
    shape = Derived("d")
    assert shape.describe() == "d 1.0 [m2!]." and shape.scaled(2) == "py d2" and shape.scaled("x") == "py d*x"
    assert "Shape.describe()" in raises(TypeError, lambda: Shape.describe("no shape"))


def test_mixed_bases():
    class Loud:
        def shout(self):
            return self.describe().upper()
    class Point(Loud, Shape):
        def area(self):
            return 0.0
        def __str__(self):
            return "point"
    assert Point("p").shout() == "P 0.0 M2" and java.type("java.lang.String").valueOf(Point("p")) == "point"


def test_subclass_that_passes_nothing_on():
    class Silent(java.type("java.util.ArrayList")):
        def __init__(self, note):
            self.note = note
    silent = Silent("x")
    silent.add(1)
    assert silent.note == "x" and len(silent) == 1 and list(silent) == [1] and 1 in silent


def test_subclasses_of_collections():
    class Squares(java.type("java.util.AbstractList")):
        def get(self, index):
            return index * index
        def size(self):
            return 4
    squares = Squares()
    assert list(squares) == [0, 1, 4, 9] and squares[2] == 4 and squares.indexOf(4) == 2 and squares.contains(9)
    class Once(java.type("java.util.Iterator"), java.type("java.lang.AutoCloseable")):
        left = 1
        def hasNext(self):
            return self.left > 0
        def next(self):
            self.left -= 1
            return "item"
        def close(self):
            self.left = -1
    with Once() as once:
        assert list(once) == ["item"]
    assert once.left == -1


def test_exceptions_with_their_own_parameters():
    class Refused(java.type("java.lang.IllegalStateException")):
        def __init__(self, code):
            super().__init__(f"<{code}>")
            self.code = code
    try:
        raise Refused(5)
    except java.type("java.lang.RuntimeException") as refused:
        assert refused.getMessage() == "<5>" and refused.code == 5 and str(refused) == "<5>"


def test_collections_where_python_asks_for_its_own():
    import copy, dataclasses, heapq, json, pickle
    assert isinstance(names, list) and isinstance(settings, dict) and not isinstance(names, dict)
    assert json.dumps(names) == '["p", "q", "r"]' and json.dumps(settings) == '{"a": [1, {"z": true}]}'
    assert json.dumps({"n": names}, indent=0, sort_keys=True) == '{\n"n": [\n"p",\n"q",\n"r"\n]\n}'
    assert json.dumps([names], default=lambda x: 1 / 0) == '[["p", "q", "r"]]'
    copied = copy.deepcopy(settings)
    assert type(copied) is dict and type(copied["a"]) is list and copied == {"a": [1, {"z": True}]}
    assert pickle.loads(pickle.dumps(names)) == ["p", "q", "r"]
    @dataclasses.dataclass
    class Holder:
        items: list
    assert dataclasses.asdict(Holder(names)) == {"items": ["p", "q", "r"]}
    heap = java.type("java.util.ArrayList")([3, 1, 2])
    heapq.heapify(heap)
    heapq.heappush(heap, 0)
    assert heapq.heappop(heap) == 0 and sorted(heap) == [1, 2, 3]
    assert repr(names) == "['p', 'q', 'r']" and names < ["z"] and names >= ["a"] and names != ["p"]
    match names:
        case ["p", *rest]:
            assert rest == ["q", "r"]
    assert (lambda **named: named)(**settings)["a"] == [1, {"z": True}]
    raises(Exception, lambda: fixed.append(2))


def test_methods_of_java_lists():
    items = java.type("java.util.ArrayList")([30, 10, 20])
    items.sort(java.type("java.util.Comparator").naturalOrder())
    assert items == [10, 20, 30]
    items.remove(1)
    assert items == [10, 30]
    items = java.type("java.util.ArrayList")(["a", "b"])
    items.remove("a")
    assert items == ["b"]
    raises(ValueError, lambda: items.remove("c"))


def test_numbers():
    import decimal
    identity = java.type("java.util.function.Function").identity()
    big = identity(2 ** 63)
    assert big == 2 ** 63 and isinstance(big, int)
    values = java.type("java.util.ArrayList")()
    values.add(decimal.Decimal("1.50"))
    assert values.get(0).scale() == 2 and values[0] == decimal.Decimal("1.5") and isinstance(values[0], decimal.Decimal)
    values.add(decimal.Decimal("NaN"))
    assert values[1].is_nan()
