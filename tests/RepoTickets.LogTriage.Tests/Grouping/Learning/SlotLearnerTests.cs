using System.Text;
using RepoTickets.LogTriage.Grouping.Learning;

namespace RepoTickets.LogTriage.Tests.Grouping.Learning;

public sealed class SlotLearnerTests
{
    /// <summary>A form that was forgotten for want of room comes again, and is no other word for that.</summary>
    [Fact]
    public void Add_FormsThatWereThereBefore_AreNoFurtherEvidence()
    {
        string[] users = ["alice", "bob", "carol"];
        var learner = new SlotLearner(4_096);
        for (var round = 0; round < 10; round++)
        {
            for (var i = 0; i < users.Length; i++)
            {
                Add(learner, users[i], (ulong)i + 1);
                Assert.True(learner.Merges.Count == 0, $"{users[i]}, round {round}");
            }
        }

        Add(learner, "dave", 4);
        Assert.Equal(3, learner.Merges.Count);
    }

    private static void Add(SlotLearner learner, string user, ulong number) =>
        learner.Add(Encoding.UTF8.GetBytes($"login failed for user {user}"), seed: 1, new(new(0, number), (long)number));
}
