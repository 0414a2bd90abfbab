using System.Globalization;

namespace RepoTickets.Benchmarks.Results;

/// <summary>Seconds and ratios as people write them: three digits and a unit.</summary>
internal static class Quantity
{
    private static readonly (double Scale, string Unit)[] Units = [(1, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")];

    internal static string Time(double seconds)
    {
        var (scale, unit) = Array.Find(Units, unit => seconds >= unit.Scale);
        return scale == 0 ? $"{Digits(seconds * 1e9)} ns" : $"{Digits(seconds / scale)} {unit}";
    }

    internal static string Ratio(double ratio) => $"{Digits(ratio)}×";

    internal static string Digits(double value) =>
        value.ToString(value >= 100 ? "#,0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    internal static double Percentile(IEnumerable<double> values, double percent)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
