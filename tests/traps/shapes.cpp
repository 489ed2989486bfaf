// The unit in C++: virtual functions, a template, an object that is made before the kernel's own code runs.
namespace
{

int made;

struct Shape {
	virtual int area() const = 0;
};

struct Square : Shape {
	explicit Square(int side) : side(side)
	{
	}
	int area() const override
	{
		return side * side;
	}
	int side;
};

struct Triangle : Shape {
	explicit Triangle(int side) : side(side)
	{
		if (side > 1000)
			made = -1;
		else
			made++;
	}
	int area() const override
	{
		return side * side / 2;
	}
	int side;
};

volatile int start = 4;
Triangle triangle(start);

template <typename T> __attribute__((noinline)) T total(const Shape *const *shapes, int count)
{
	T sum = 0;

	for (int i = 0; i < count; i++)
		sum += shapes[i]->area();
	return sum;
}

} // namespace

extern "C" void __cxa_pure_virtual()
{
}

extern "C" int shapes_made()
{
	return made;
}

extern "C" int shapes_area(int side)
{
	Square square(side);
	const Shape *shapes[] = { &square, &triangle };

	return total<int>(shapes, 2);
}
