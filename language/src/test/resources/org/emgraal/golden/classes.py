import abc, dataclasses, enum, functools
class Meta(type):
    def __new__(cls, name, bases, space, **options):
        made = super().__new__(cls, name, bases, space)
        made.options = options
        return made
class Base(metaclass=Meta, colour="red"):
    __slots__ = ("x",)
    def __init__(self, x): self.x = x
    def __repr__(self): return f"{type(self).__name__}({self.x})"
    def __eq__(self, other): return self.x == other.x
    def __hash__(self): return hash(self.x)
    def __lt__(self, other): return self.x < other.x
    def __add__(self, other): return type(self)(self.x + other.x)
    def __getattr__(self, name): return f"no {name}"
    @property
    def double(self): return self.x * 2
    @classmethod
    def make(cls): return cls(9)
class Left(Base): pass
class Right(Base): pass
class Both(Left, Right): pass
print(Base.options, Both.__mro__[1].__name__, Both(1) + Both(2), sorted([Base(3), Base(1)]), Base(4).double, Base(1).missing, Left.make(), Base(1) == Left(1))
@dataclasses.dataclass(order=True, frozen=True)
class Point:
    x: int
    y: int = 0
    tags: list = dataclasses.field(default_factory=list, compare=False)
print(Point(1, 2), Point(1) < Point(1, 1), dataclasses.asdict(Point(3)), dataclasses.replace(Point(3), y=4))
try:
    Point(1).x = 2
except dataclasses.FrozenInstanceError as e:
    print(type(e).__name__, e)
class Colour(enum.Flag):
    RED = enum.auto()
    GREEN = enum.auto()
print(Colour.RED | Colour.GREEN, Colour(3), list(Colour), Colour.RED in Colour(3))
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
try:
    Shape()
except TypeError as e:
    print(e)
@functools.singledispatch
def kind(x): return "any"
@kind.register
def _(x: int): return "int"
@kind.register
def _(x: list): return "list"
print(kind(1), kind([]), kind("s"), functools.reduce(lambda a, b: a * b, range(1, 11)))
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(90), fib.cache_info())
match {"kind": "point", "at": [1, 2]}:
    case {"kind": "point", "at": [x, y]} if x < y: print("matched", x, y)
