using System.Collections;
using System.Globalization;

namespace AsyncEngine.Calls.Values;

/// <summary>Brings a decoded value into the type that a parameter declares.</summary>
internal static class ValueConverter
{
    public static object? To(object? value, Type target, IValueExtension extension)
    {
        var wanted = Nullable.GetUnderlyingType(target) ?? target;
        if (value is JsonLeaf leaf && wanted == typeof(object))
        {
            return ValueJson.Read(leaf, extension);
        }

        if (wanted.IsInstanceOfType(value))
        {
            return value;
        }

        if (value is null)
        {
            return target.IsValueType && wanted == target ? throw ValueErrors.NotConvertible(null, target) : null;
        }

        try
        {
            return Convert(value, wanted, extension);
        }
        catch (Exception exception) when (exception is not AsyncEngineException)
        {
            throw ValueErrors.NotConvertible(value, target, exception);
        }
    }

    private static object? Convert(object value, Type target, IValueExtension extension)
    {
        if (value is JsonLeaf leaf)
        {
            return ValueJson.ReadAs(leaf, target);
        }

        if (target.IsEnum)
        {
            return value is string name ? Enum.Parse(target, name, ignoreCase: true) : Enum.ToObject(target, value);
        }

        if (target.IsArray && target.GetArrayRank() == 1 && value is IList items)
        {
            return ToArray(items, target.GetElementType()!, extension);
        }

        if (value is IList jobs && target.IsAssignableFrom(typeof(List<Job>)))
        {
            return ((Job[])ToArray(jobs, typeof(Job), extension)).ToList();
        }

        if (value is IConvertible && typeof(IConvertible).IsAssignableFrom(target))
        {
            return System.Convert.ChangeType(value, target, CultureInfo.InvariantCulture);
        }

        return ValueJson.Reshape(value, target);
    }

    private static Array ToArray(IList items, Type element, IValueExtension extension)
    {
        var array = Array.CreateInstance(element, items.Count);
        for (var index = 0; index < items.Count; index++)
        {
            array.SetValue(To(items[index], element, extension), index);
        }

        return array;
    }
}
