using RepoTickets.Workflows.Simulation;
using Xunit.Abstractions;

namespace RepoTickets.Workflows.Tests.Learning;

public sealed class LearningSimulationTests(ITestOutputHelper output)
{
    private const int Seeds = 4;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void LearnedPolicy_AgainstKnownAbilities_LearnsAndBeatsTheAncestorAndChance(bool honest)
    {
        var regrets = LearningSimulation.Choosers.ToDictionary(
            chooser => chooser, chooser => LearningSimulation.Run(chooser, honest, Seeds));
        foreach (var (chooser, regret) in regrets)
        {
            output.WriteLine(
                $"seeds 1 to {Seeds}, honest {honest}, {chooser}: " +
                $"{string.Join(", ", regret.Select(each => each.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)))}");
        }

        var learned = regrets["learned"];
        Assert.True(learned[^1] < 0.6 * regrets["ancestor"][^1], "Not clearly better than the ancestor's formula; see the output.");
        Assert.True(learned[^1] < 0.5 * regrets["random"][^1], "Not clearly better than chance; see the output.");

        // It learns: the second 250 tasks cost less than the first, and a newcomer that is better is found out.
        Assert.True(learned[1] - learned[0] < learned[0], "No progress between the first and the second 250 tasks.");
        Assert.True(learned[3] - learned[2] < 0.5 * (regrets["ancestor"][3] - regrets["ancestor"][2]), "The newcomer is starved.");
    }
}
