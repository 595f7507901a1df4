using System.Collections;
using System.ComponentModel;
using System.Globalization;

namespace AsyncEngine.Calls.Methods;

/// <summary>Converts loosely typed arguments to what a parameter takes, and says how far the way was. Pure.</summary>
internal static class ArgumentConversion
{
    private const int Exact = 0;
    private const int Widened = 1;
    private const int Assigned = 2;
    private const int Elements = 5;
    private const int Narrowed = 10;
    private const int Parsed = 20;
    private const int Printed = 30;

    /// <summary>The cost of the conversion, or null when there is none that keeps the value.</summary>
    public static int? TryConvert(object? value, Type target, out object? converted)
    {
        converted = value;
        var type = Nullable.GetUnderlyingType(target) ?? target;
        if (value is null)
        {
            return !target.IsValueType || type != target ? Exact : null;
        }

        if (value.GetType() == type)
        {
            return Exact;
        }

        if (type.IsInstanceOfType(value))
        {
            return type == typeof(object) ? Assigned + 1 : Assigned;
        }

        return type.IsEnum ? ToEnum(value, type, out converted)
            : ElementType(type) is { } element && value is IEnumerable and not string
                ? ToArray((IEnumerable)value, type, element, out converted)
            : IsNumber(type) && IsNumber(value.GetType()) ? ToNumber(value, type, out converted)
            : value is string text ? FromText(text, type, out converted)
            : type == typeof(string) && value is IFormattable printable
                ? Print(printable, out converted)
            : null;
    }

    private static int? ToEnum(object value, Type type, out object? converted)
    {
        converted = null;
        if (value is string name)
        {
            return Enum.TryParse(type, name, ignoreCase: true, out converted) ? Parsed : null;
        }

        if (!IsNumber(value.GetType())
            || ToNumber(value, Enum.GetUnderlyingType(type), out var number) is null || number is null)
        {
            return null;
        }

        converted = Enum.ToObject(type, number);
        return Narrowed;
    }

    private static int? ToArray(IEnumerable values, Type type, Type element, out object? converted)
    {
        converted = null;
        var items = new ArrayList();
        var cost = Elements;
        foreach (var value in values)
        {
            if (TryConvert(value, element, out var item) is not { } one)
            {
                return null;
            }

            items.Add(item);
            cost = Math.Max(cost, Elements + one);
        }

        var array = items.ToArray(element);
        converted = type.IsInstanceOfType(array)
            ? array
            : Activator.CreateInstance(typeof(List<>).MakeGenericType(element), array);
        return cost;
    }

    private static Type? ElementType(Type type)
    {
        if (type.IsSZArray)
        {
            return type.GetElementType();
        }

        if (!type.IsGenericType || type.GetGenericArguments() is not [var element])
        {
            return null;
        }

        return type.IsAssignableFrom(typeof(List<>).MakeGenericType(element)) ? element : null;
    }

    private static int? ToNumber(object value, Type type, out object? converted)
    {
        try
        {
            converted = Convert.ChangeType(value, type, CultureInfo.InvariantCulture);
            var back = Convert.ChangeType(converted, value.GetType(), CultureInfo.InvariantCulture);
            return !Equals(back, value) ? null
                : Rank(type) > Rank(value.GetType()) ? Widened + Rank(type) - Rank(value.GetType())
                : Narrowed;
        }
        catch (OverflowException)
        {
            converted = null;
            return null;
        }
    }

    private static int? FromText(string text, Type type, out object? converted)
    {
        converted = null;
        var converter = TypeDescriptor.GetConverter(type);
        if (type.IsInterface || !converter.CanConvertFrom(typeof(string)))
        {
            return null;
        }

        try
        {
            converted = converter.ConvertFromInvariantString(text);
            return converted is null ? null : Parsed;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException)
        {
            return null; // the text means nothing to that type
        }
    }

    private static int Print(IFormattable value, out object? converted)
    {
        converted = value.ToString(null, CultureInfo.InvariantCulture);
        return Printed;
    }

    private static bool IsNumber(Type type) => Rank(type) > 0;

    // The order in which one kind of number holds all values of the ones before it, more or less: what is lost is
    // found by converting back.
    private static int Rank(Type type) => type.IsEnum ? 0 : Type.GetTypeCode(type) switch
    {
        TypeCode.SByte or TypeCode.Byte => 1,
        TypeCode.Int16 or TypeCode.UInt16 => 2,
        TypeCode.Int32 or TypeCode.UInt32 => 3,
        TypeCode.Int64 or TypeCode.UInt64 => 4,
        TypeCode.Single => 5,
        TypeCode.Double => 6,
        TypeCode.Decimal => 7,
        _ => 0,
    };
}
