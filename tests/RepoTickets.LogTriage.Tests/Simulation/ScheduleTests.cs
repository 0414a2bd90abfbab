using System.Globalization;

namespace RepoTickets.LogTriage.Tests.Simulation;

/// <summary>
/// Random schedules of failures, kills and delays: no group is lost, none is filed twice, no cap is exceeded, no dry run writes. Set
/// <c>REPOTICKETS_SCHEDULES</c> for more of them, <c>REPOTICKETS_SEED</c> to begin with another one, and <c>REPOTICKETS_REPEAT</c> to run
/// each several times, since threads take turns as they like.
/// </summary>
[Collection("alone")]
public sealed class ScheduleTests
{
    [Fact]
    public async Task ProcessAsync_RandomSchedules_LoseNothingAndFileNothingTwice()
    {
        var first = Setting("REPOTICKETS_SEED", 1);
        for (var seed = first; seed < first + Setting("REPOTICKETS_SCHEDULES", 500); seed++)
        {
            for (var time = 0; time < Setting("REPOTICKETS_REPEAT", 1); time++)
            {
                if (await new Schedule(seed).RunAsync() is { } problem)
                {
                    Assert.Fail(problem);
                }
            }
        }
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : usual;
}

/// <summary>Tests that watch the thread pool do not share it.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class AloneDefinition;
