using RepoTickets.Benchmarks.Grouping;
using Xunit.Abstractions;

namespace RepoTickets.Benchmarks.Tests.Grouping;

/// <summary>How well grouping does on public labelled logs may not get worse than this, with one configuration for all of them.</summary>
public sealed class GroupingQualityTests(ITestOutputHelper output)
{
    private const double LeastGa = 0.88;
    private const double LeastFga = 0.93;
    private const double MostOver = 0.02;

    [LabelledLogsFact]
    public void Average_OfPublicLogs_IsNotBelowItsFloor()
    {
        var (sets, ga, fga, over) = GroupingQuality.Average(LabelledLogsFactAttribute.Find()!);
        output.WriteLine($"{sets} sets: GA {ga:f4}, FGA {fga:f4}, over {over:f4}");
        Assert.True(ga >= LeastGa && fga >= LeastFga && over <= MostOver, $"GA {ga:f4}, FGA {fga:f4}, over {over:f4} of {sets} sets");
    }
}

/// <summary>A test on public labelled logs, which are no part of this repository; it is skipped, and says so, where they do not lie beside it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LabelledLogsFactAttribute : FactAttribute
{
    public LabelledLogsFactAttribute()
    {
        if (Find() is null)
        {
            Skip = "The labelled logs are not here: let REPOTICKETS_LOGS name a folder of JSON Lines with line, content and eventId.";
        }
    }

    /// <summary>The folder that the environment names, or shared/data/loghub/public beside this repository.</summary>
    internal static string? Find()
    {
        if (Environment.GetEnvironmentVariable("REPOTICKETS_LOGS") is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Join(folder.FullName, "shared", "data", "loghub", "public");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
