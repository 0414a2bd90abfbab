using System.Globalization;

namespace RepoTickets.Storage.Documents;

/// <summary>Numbers and truth values in the spelling of files.</summary>
internal static class NumberText
{
    internal static string Write(int value) => value.ToString(CultureInfo.InvariantCulture);

    internal static string Write(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// The shortest form that reads back as the same number, always with a point, and in exponents with a sign: without these YAML 1.1
    /// reads a text.
    /// </summary>
    /// <exception cref="ArgumentException">Not a finite number; no such value gets past validation.</exception>
    internal static string Write(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException($"{value} cannot be written: files hold finite numbers only.", nameof(value));
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = exponent < 0 ? text : text[..exponent];
        if (!mantissa.Contains('.', StringComparison.Ordinal))
        {
            mantissa += ".0";
        }

        return exponent < 0 ? mantissa : mantissa + "e" + text[(exponent + 1)..];
    }

    internal static string Write(bool value) => value ? "true" : "false";

    /// <summary>Whole numbers; also those written with a fraction of zero, as other programs store them.</summary>
    internal static bool TryRead(string text, out int value)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
        {
            return true;
        }

        if (TryRead(text, out double number) && Math.Truncate(number) == number && number is >= int.MinValue and <= int.MaxValue)
        {
            value = (int)number;
            return true;
        }

        return false;
    }

    /// <summary>Whole numbers, in digits.</summary>
    internal static bool TryRead(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    internal static bool TryRead(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value);

    /// <summary>The spellings of YAML 1.1 that Python reads as truth values.</summary>
    internal static bool TryRead(string text, out bool value)
    {
        value = text is "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON";
        return value || text is "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF";
    }
}
