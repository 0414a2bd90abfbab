using System.Globalization;
using System.Text;

namespace RepoTickets.Workflows.Simulation;

/// <summary>
/// Measures how many tasks fail more than need be: the regret of a choice is what the best agent there is would have been likelier to
/// complete the task than the chosen one. One task after the other, every half an hour; everything follows from the seeds.
/// </summary>
internal static class LearningSimulation
{
    internal static readonly int[] Milestones = [250, 500, 1000, 2000];

    internal static readonly string[] Choosers = ["learned", "ancestor", "random"];

    private static readonly TimeSpan HalfLife = TimeSpan.FromDays(30);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Cumulative regret at each milestone, averaged over the seeds 1 to <paramref name="seeds"/>.</summary>
    internal static double[] Run(string chooser, bool honest, int seeds)
    {
        var sums = new double[Milestones.Length];
        for (var seed = 1; seed <= seeds; seed++)
        {
            var regrets = RunOne(chooser, honest, seed);
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += regrets[i] / seeds;
            }
        }

        return sums;
    }

    /// <summary>The table of all choosers in both worlds, as Markdown.</summary>
    internal static string Table(int seeds)
    {
        var text = new StringBuilder();
        text.Append("| agents' claims | choice | ").AppendJoin(" | ", Milestones.Select(static tasks => $"{tasks} tasks")).AppendLine(" |");
        text.Append("|---|---|").AppendJoin("|", Milestones.Select(static _ => "---:")).AppendLine("|");
        foreach (var honest in new[] { true, false })
        {
            foreach (var chooser in Choosers)
            {
                var regrets = Run(chooser, honest, seeds).Select(static regret => regret.ToString("0.0", CultureInfo.InvariantCulture));
                text.Append(CultureInfo.InvariantCulture, $"| {(honest ? "as their abilities" : "by chance")} | {chooser} | ")
                    .AppendJoin(" | ", regrets).AppendLine(" |");
            }
        }

        return text.ToString();
    }

    private static double[] RunOne(string chooser, bool honest, int seed)
    {
        var workforce = new SimulatedWorkforce(seed, honest, HalfLife);
        IAssignmentPolicy? policy = chooser switch { "learned" => new LearnedPolicy(), "ancestor" => new AncestorPolicy(), _ => null };

        // Tasks and luck come from a sequence of their own, so that all choosers are given the same.
        var random = new Random(seed + 1_000_000);
        var (regret, regrets, milestone) = (0.0, new double[Milestones.Length], 0);
        for (var number = 1; number <= Milestones[^1]; number++)
        {
            if (number == Milestones[^1] / 2)
            {
                workforce.AddNewcomer();
            }

            var now = Start + (number * TimeSpan.FromMinutes(30));
            var type = SimulatedWorkforce.TaskTypes[random.Next(SimulatedWorkforce.TaskTypes.Length)];
            var (luck, minutes, pick) = (random.NextDouble(), 10 + (40 * random.NextDouble()), random.NextDouble());
            var chosen = policy is null ? (int)(pick * workforce.Agents.Count) : Choose(policy, workforce, type, now);
            regret += workforce.BestAbility(type) - workforce.AbilityOf(chosen, type);
            workforce.Work(chosen, type, luck, minutes, now);
            if (number == Milestones[milestone])
            {
                regrets[milestone++] = regret;
            }
        }

        return regrets;
    }

    private static int Choose(IAssignmentPolicy policy, SimulatedWorkforce workforce, string type, DateTimeOffset now)
    {
        var task = new TaskRequest { TicketId = default, TaskType = type, Description = "" };
        var (best, score) = (0, double.NegativeInfinity);
        for (var agent = 0; agent < workforce.Agents.Count; agent++)
        {
            var rated = policy.Score(new(workforce.Agents[agent], 0, workforce.EstimateOf(agent, type, now)), task).Value;
            if (rated > score)
            {
                (best, score) = (agent, rated);
            }
        }

        return best;
    }
}
