using System.Globalization;

namespace RepoTickets.Samples;

/// <summary>How values are written for people.</summary>
internal static class Texts
{
    internal static string Minute(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    internal static string Minute(DateTimeOffset? time) => time is { } known ? Minute(known) : "";

    internal static string Day(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string Day(DateTimeOffset? time) => time is { } known ? Day(known) : "";

    internal static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    internal static string Number(double? number) => number is { } known ? Number(known) : "";

    internal static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    internal static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    internal static string Hours(double hours) => hours.ToString("0.0", CultureInfo.InvariantCulture) + "h";

    internal static string Share(double percentage) => percentage.ToString("0.0", CultureInfo.InvariantCulture) + "%";

    internal static string Age(DateTimeOffset since, DateTimeOffset now) =>
        Math.Max(0, (int)(now - since).TotalDays).ToString(CultureInfo.InvariantCulture) + "d";

    internal static string Join(IEnumerable<string> items) => string.Join(", ", items);

    internal static string Count(int count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");
}
