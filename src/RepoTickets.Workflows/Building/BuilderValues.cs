using System.Collections;
using System.Globalization;

namespace RepoTickets.Workflows;

/// <summary>Values of .NET as values of workflows.</summary>
internal static class BuilderValues
{
    internal static ParameterType? TypeOf(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare == typeof(string))
        {
            return ParameterType.Text;
        }

        if (bare == typeof(bool))
        {
            return ParameterType.Boolean;
        }

        if (!bare.IsEnum && Type.GetTypeCode(bare) is >= TypeCode.SByte and <= TypeCode.Decimal)
        {
            return ParameterType.Number;
        }

        return typeof(IEnumerable).IsAssignableFrom(bare) ? ParameterType.List : null;
    }

    internal static bool TryConvert(object? value, out WorkflowValue converted)
    {
        converted = default;
        switch (value)
        {
            case null:
                return true;
            case WorkflowValue own:
                converted = own;
                return true;
            case string text:
                converted = WorkflowValue.Of(text);
                return true;
            case bool truth:
                converted = WorkflowValue.Of(truth);
                return true;
            case IConvertible number when TypeOf(value.GetType()) == ParameterType.Number:
                var finite = number.ToDouble(CultureInfo.InvariantCulture);
                converted = double.IsFinite(finite) ? WorkflowValue.Of(finite) : default;
                return double.IsFinite(finite);
            case IEnumerable items:
                return TryConvertAll(items, out converted);
            default:
                return false;
        }
    }

    private static bool TryConvertAll(IEnumerable items, out WorkflowValue converted)
    {
        var values = new List<WorkflowValue>();
        foreach (var item in items)
        {
            if (!TryConvert(item, out var value))
            {
                converted = default;
                return false;
            }

            values.Add(value);
        }

        converted = WorkflowValue.Of(values.ToValueList());
        return true;
    }
}
