using System.Globalization;

namespace RepoTickets.LogTriage.Settings;

/// <summary>One setting: its name in the environment, its path in a configuration, how its text is read and where it goes.</summary>
internal sealed class Setting(string name, string path, Func<string, SettingTargets, string?> apply)
{
    internal string Name => name;

    internal string Path => path;

    /// <summary>Its value must not be shown.</summary>
    internal bool IsSecret { get; private init; }

    /// <summary>Reads the text and sets what it stands for; what is allowed, when the text is not.</summary>
    internal string? Apply(string text, SettingTargets targets) => apply(text.Trim(), targets);

    internal static Setting Text(string name, string path, Action<SettingTargets, string> set) => new(name, path, (text, targets) =>
    {
        set(targets, text);
        return null;
    });

    internal static Setting Secret(string name, string path, Action<SettingTargets, string> set) => new(name, path, (text, targets) =>
    {
        set(targets, text);
        return null;
    })
    {
        IsSecret = true,
    };

    internal static Setting Number(string name, string path, int least, int most, Action<SettingTargets, int> set) => new(name, path, (text, targets) =>
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) || value < least || value > most)
        {
            return $"a whole number from {least} to {most}";
        }

        set(targets, value);
        return null;
    });

    internal static Setting Real(string name, string path, double least, double most, Action<SettingTargets, double> set) => new(name, path, (text, targets) =>
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !(value >= least && value <= most))
        {
            return string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}");
        }

        set(targets, value);
        return null;
    });

    internal static Setting Switch(string name, string path, Action<SettingTargets, bool> set) => new(name, path, (text, targets) =>
    {
        bool? value = text.ToUpperInvariant() switch
        {
            "TRUE" or "1" or "YES" or "ON" => true,
            "FALSE" or "0" or "NO" or "OFF" => false,
            _ => null,
        };
        if (value is null)
        {
            return "true or false";
        }

        set(targets, value.Value);
        return null;
    });

    internal static Setting List(string name, string path, Action<SettingTargets, IList<string>> set) => new(name, path, (text, targets) =>
    {
        set(targets, [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]);
        return null;
    });

    internal static Setting Severity(string name, string path, Action<SettingTargets, FaultSeverity> set) => new(name, path, (text, targets) =>
    {
        if (!SeverityText.TryParse(text, out var severity))
        {
            return "low, medium or high";
        }

        set(targets, severity);
        return null;
    });
}

/// <summary>Severities as words.</summary>
internal static class SeverityText
{
    internal static bool TryParse(string? text, out FaultSeverity severity)
    {
        (var isKnown, severity) = text?.Trim().ToUpperInvariant() switch
        {
            "LOW" => (true, FaultSeverity.Low),
            "MEDIUM" => (true, FaultSeverity.Medium),
            "HIGH" => (true, FaultSeverity.High),
            _ => (false, FaultSeverity.Low),
        };
        return isKnown;
    }
}
