using System.CommandLine;
using System.Globalization;

namespace RepoTickets.CommandLine.Frame;

/// <summary>Options and arguments of the kinds that recur.</summary>
internal static class Options
{
    internal static Option<string?> Text(string description, string name, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = "TEXT" };

    internal static Option<bool> Flag(string description, string name, params string[] aliases) =>
        new(name, aliases) { Description = description };

    internal static Option<int?> Integer(
        string description, int minimum, int maximum, string name, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = "NUMBER",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) &&
                value >= minimum && value <= maximum)
            {
                return value;
            }

            result.AddError($"{name} is '{DisplayText.Escape(text)}'; it takes a whole number from {minimum} to {maximum}.");
            return null;
        },
    };

    internal static Option<double?> Number(string description, string name, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = "NUMBER",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) &&
                double.IsFinite(value) && value >= 0)
            {
                return value;
            }

            result.AddError($"{name} is '{DisplayText.Escape(text)}'; it takes a number from 0 on, such as 6.5.");
            return null;
        },
    };

    /// <summary>Repeatable.</summary>
    internal static Option<string[]> Many(string description, string name, params string[] aliases) => new(name, aliases)
    {
        Description = $"{description} Repeatable.",
        HelpName = "TEXT",
        DefaultValueFactory = static _ => [],
    };

    /// <summary>A value that the SDK parses; its own message says what is allowed.</summary>
    internal static Option<TValue?> Parsed<TValue>(string description, string name, params string[] aliases)
        where TValue : struct, IParsable<TValue> => new(name, aliases)
        {
            Description = description,
            HelpName = "NAME",
            CustomParser = result =>
            {
                try
                {
                    return TValue.Parse(Normalise<TValue>(result.Tokens[0].Value), CultureInfo.InvariantCulture);
                }
                catch (FormatException exception)
                {
                    result.AddError($"{name}: {exception.Message}");
                    return null;
                }
            },
        };

    /// <summary>One of a fixed set of words of the model.</summary>
    internal static Option<string?> Word<TEnum>(EnumText<TEnum> words, string description, string name, params string[] aliases)
        where TEnum : struct, Enum
    {
        var option = new Option<string?>(name, aliases)
        {
            Description = $"{description} One of {string.Join(", ", words.Allowed)}.",
            HelpName = "WORD",
        };
        option.AcceptOnlyFromAmong([.. words.Allowed]);
        return option;
    }

    internal static Option<DateTimeOffset?> Date(string description, string name, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = "DATE",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var value))
            {
                return value;
            }

            result.AddError($"{name} is '{DisplayText.Escape(text)}'; it takes a date, such as 2027-03-31.");
            return null;
        },
    };

    internal static Argument<TValue> Id<TValue>(string name, string description)
        where TValue : struct, IParsable<TValue> => new(name)
        {
            Description = description,
            CustomParser = result =>
            {
                try
                {
                    return TValue.Parse(Normalise<TValue>(result.Tokens[0].Value), CultureInfo.InvariantCulture);
                }
                catch (FormatException exception)
                {
                    result.AddError(exception.Message);
                    return default;
                }
            },
        };

    internal static Argument<string> Argument(string name, string description) => new(name) { Description = description };

    /// <summary>Labels and the like as the Python package takes them: separated by commas.</summary>
    internal static ValueList<string> Split(string? text) =>
        (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(
            StringComparer.Ordinal).ToValueList();

    internal static TEnum? Read<TEnum>(EnumText<TEnum> words, string? text)
        where TEnum : struct, Enum => words.TryRead(text, out var value) ? value : null;

    /// <summary>Identifiers may be typed in small letters.</summary>
    private static string Normalise<TValue>(string text) =>
        typeof(TValue).IsAssignableTo(typeof(IDocumentId)) ? text.Trim().ToUpperInvariant() : text.Trim();
}
