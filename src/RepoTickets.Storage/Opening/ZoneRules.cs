using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RepoTickets.Storage.Opening;

/// <summary>
/// Tells by their rules whether two time zones read the same instant in every naive time. The name is left out: UTC has many, and an update
/// of the zone data changes the rules under a name.
/// </summary>
internal static class ZoneRules
{
    internal static byte[] Identify(TimeZoneInfo zone)
    {
        var text = new StringBuilder();
        Append(text, zone.BaseUtcOffset.Ticks);
        foreach (var rule in zone.GetAdjustmentRules())
        {
            Append(text, rule.DateStart.Ticks);
            Append(text, rule.DateEnd.Ticks);
            Append(text, rule.DaylightDelta.Ticks);
            Append(text, rule.BaseUtcOffsetDelta.Ticks);
            Append(text, rule.DaylightTransitionStart);
            Append(text, rule.DaylightTransitionEnd);
        }

        return SHA256.HashData(Encoding.ASCII.GetBytes(text.ToString()));
    }

    private static void Append(StringBuilder text, TimeZoneInfo.TransitionTime time)
    {
        Append(text, time.IsFixedDateRule ? 1 : 0);
        Append(text, time.TimeOfDay.Ticks);
        Append(text, time.Month);
        Append(text, time.IsFixedDateRule ? time.Day : time.Week);
        Append(text, time.IsFixedDateRule ? 0 : (int)time.DayOfWeek);
    }

    private static void Append(StringBuilder text, long number) => text.Append(CultureInfo.InvariantCulture, $"{number};");
}
