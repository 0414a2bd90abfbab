using RepoTickets.LogTriage.Grouping.State;

namespace RepoTickets.LogTriage.Tests.Grouping;

public sealed class GroupStateTests
{
    [Fact]
    public async Task Open_AfterARestartAtAnyLine_GivesTheSameNames()
    {
        var messages = RandomLog.Make(400, seed: 11);
        using var whole = LogGrouping.Create();
        var expected = Array.ConvertAll(messages, message => whole.Assign(LogGrouperTests.Entry(message)));
        for (var cut = 0; cut <= messages.Length; cut += 13)
        {
            var store = new MemoryGroupStore();
            var actual = new List<GroupAssignment>();
            using (var before = LogGrouping.Open(store))
            {
                foreach (var message in messages.Take(cut))
                {
                    actual.Add(before.Assign(LogGrouperTests.Entry(message)));
                    if (actual.Count % 50 == 0)
                    {
                        await before.SaveAsync();
                    }
                }

                await before.SaveAsync();
            }

            using var after = LogGrouping.Open(store.Copy());
            actual.AddRange(messages.Skip(cut).Select(message => after.Assign(LogGrouperTests.Entry(message))));
            Assert.True(expected.SequenceEqual(actual), $"restart at line {cut}");
            Assert.True(
                expected.All(assignment => whole.Resolve(assignment.Id) == after.Resolve(assignment.Id)),
                $"aliases after a restart at line {cut}");
        }
    }

    [Fact]
    public async Task Open_WithAJournalTornAnywhere_KeepsTheBatchesBefore()
    {
        var store = new MemoryGroupStore();
        using var grouper = LogGrouping.Open(store);
        var first = grouper.Assign(LogGrouperTests.Entry("Pool empty")).Id;
        await grouper.SaveAsync();
        var whole = store.Journal.Length;
        grouper.Assign(LogGrouperTests.Entry("Disk full"));
        grouper.Assign(LogGrouperTests.Entry("Fan broken"));
        await grouper.SaveAsync();
        for (var length = whole; length < store.Journal.Length; length++)
        {
            using var torn = LogGrouping.Open(new MemoryGroupStore { Journal = store.Journal[..length] });
            Assert.Equal(1, torn.Count);
            Assert.Equal(first, torn.Assign(LogGrouperTests.Entry("Pool empty")).Id);
        }
    }

    [Fact]
    public async Task Open_WithADamagedBatchInTheMiddle_SaysSo()
    {
        var store = new MemoryGroupStore();
        using var grouper = LogGrouping.Open(store);
        grouper.Assign(LogGrouperTests.Entry("Pool empty"));
        await grouper.SaveAsync();
        grouper.Assign(LogGrouperTests.Entry("Disk full"));
        await grouper.SaveAsync();
        var damaged = store.Journal.ToArray();
        damaged[20] ^= 1;
        var exception = Assert.Throws<GroupStateException>(() => LogGrouping.Open(new MemoryGroupStore { Journal = damaged }));
        Assert.Contains("damaged at byte 8", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithADamagedSnapshot_SaysSoForEachByte()
    {
        using var grouper = LogGrouping.Create();
        grouper.Assign(LogGrouperTests.Entry("Pool empty"));
        var snapshot = grouper.ExportState();
        for (var index = 0; index < snapshot.Length; index++)
        {
            if (index is 6 or 7)
            {
                // The version of the rules is for people to read: each name holds it, too.
                continue;
            }

            var damaged = snapshot.ToArray();
            damaged[index] ^= 0x40;
            Assert.Throws<GroupStateException>(() => LogGrouping.Open(new MemoryGroupStore { Snapshot = damaged }));
        }

        Assert.Throws<GroupStateException>(() => LogGrouping.Open(new MemoryGroupStore { Snapshot = snapshot[..^1] }));
    }

    [Fact]
    public async Task Open_WithAStateOfRulesThatKeptSecrets_KeepsNamesAndReplacesTheFiles()
    {
        var (older, younger, other) = (new LogGroupId(1, 1), new LogGroupId(2, 2), new LogGroupId(3, 3));
        var content = new GroupStateContent();
        content.Add(OldForm("mLogin with password= correcthorse for user * failed", 10, older));
        content.Add(OldForm("mLogin with password= batterystaple for user * failed", 20, younger));
        content.Add(OldForm("mPool empty", 30, other));
        content.Add(OldForm("tLogin: token=batterystaple", 40, new(4, 4)));
        var store = new MemoryGroupStore { Snapshot = GroupSnapshot.Write(content) };
        using (var grouper = LogGrouping.Open(store))
        {
            grouper.Assign(LogGrouperTests.Entry("Login with password=hunterhunter for user 5 failed and gave up"));
            await grouper.SaveAsync();
        }

        // The files of version 1 differ in their headers alone.
        (store.Snapshot![6], store.Journal[6]) = (1, 1);
        using var opened = LogGrouping.Open(store);
        Assert.Equal(older, opened.Assign(LogGrouperTests.Entry("Login with password=hunterhunter for user 5 failed")).Id);
        Assert.Equal(older, opened.Resolve(younger));
        Assert.Equal(other, opened.Assign(LogGrouperTests.Entry("Pool empty")).Id);
        await opened.SaveAsync();
        Assert.Empty(store.Journal);
        Assert.Equal(2, store.Snapshot[6]);
        var text = System.Text.Encoding.Latin1.GetString(store.Snapshot);
        Assert.DoesNotContain("horse", text, StringComparison.Ordinal);
        Assert.DoesNotContain("staple", text, StringComparison.Ordinal);
        opened.Assign(LogGrouperTests.Entry("Disk full"));
        await opened.SaveAsync();
        Assert.NotEmpty(store.Journal);

        static FormRecord OldForm(string key, long created, LogGroupId id) =>
            new("shop", true, System.Text.Encoding.UTF8.GetBytes(key), created, id);
    }

    [Fact]
    public async Task SaveAsync_AfterAFailureAtAnyWrite_WritesEverythingNextTime()
    {
        for (var failAt = 0; failAt < 4; failAt++)
        {
            var store = new MemoryGroupStore { FailAt = failAt };
            using var grouper = LogGrouping.Open(store);
            var failures = 0;
            for (var step = 0; step < 6; step++)
            {
                grouper.Assign(LogGrouperTests.Entry("Fault " + (char)('a' + step) + "x happened"));
                try
                {
                    await grouper.SaveAsync();
                }
                catch (GroupStateException)
                {
                    failures++;
                }
            }

            Assert.Equal(1, failures);
            using var again = LogGrouping.Open(store.Copy());
            Assert.Equal(grouper.Count, again.Count);
        }
    }

    [Fact]
    public void MergeState_EitherWay_GivesTheSameState()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var time = FakeTime.AtNoon();
            using var left = LogGrouping.Create(time: time);
            using var right = LogGrouping.Create(time: time);
            var random = new Random(seed);
            foreach (var message in RandomLog.Make(300, seed))
            {
                var side = random.Next(2) == 0 ? left : right;
                var id = side.Assign(LogGrouperTests.Entry(message)).Id;
                if (random.Next(60) == 0)
                {
                    side.Merge(id, side.Assign(LogGrouperTests.Entry("Disk failure")).Id);
                }

                if (random.Next(80) == 0)
                {
                    side.Split(LogGrouperTests.Entry(message));
                }

                if (random.Next(100) == 0)
                {
                    side.AddFingerprint(new() { Name = "rule" + random.Next(3), MessageContains = "zzz" + random.Next(3) });
                }
            }

            var (leftState, rightState) = (left.ExportState(), right.ExportState());
            left.MergeState(rightState);
            right.MergeState(leftState);
            Assert.True(left.ExportState().AsSpan().SequenceEqual(right.ExportState()), $"seed {seed}");
            left.MergeState(leftState);
            Assert.True(left.ExportState().AsSpan().SequenceEqual(right.ExportState()), $"seed {seed}: merging again changes nothing");
        }
    }

    [Fact]
    public void MergeState_OfOneFaultFoundTwice_LeavesTheOlderGroup()
    {
        using var left = LogGrouping.Create();
        using var right = LogGrouping.Create();
        var older = left.Assign(LogGrouperTests.Entry("Login failed for user alice")).Id;
        left.Assign(LogGrouperTests.Entry("Login failed for user bob"));
        var younger = right.Assign(LogGrouperTests.Entry("Login failed for user carol")).Id;
        right.Assign(LogGrouperTests.Entry("Login failed for user dave"));
        left.MergeState(right.ExportState());
        Assert.Equal(older, left.Resolve(younger));
    }

    [Fact]
    public async Task Open_OfAFolder_KeepsStateAndRulesAndLocksOutOthers()
    {
        var folder = Directory.CreateTempSubdirectory("groups").FullName;
        try
        {
            LogGroupId id;
            using (var grouper = LogGrouping.Open(Path.Combine(folder, "a", "b")))
            {
                id = grouper.Assign(LogGrouperTests.Entry("Pool empty")).Id;
                grouper.AddFingerprint(new() { Name = "disk", MessageContains = "no space" });
                await grouper.SaveAsync();
                Assert.Throws<GroupStateException>(() => LogGrouping.Open(Path.Combine(folder, "a", "b")));
            }

            using var again = LogGrouping.Open(Path.Combine(folder, "a", "b"));
            Assert.Equal(new(id, false, GroupEvidence.Message), again.Assign(LogGrouperTests.Entry("Pool empty")));
            Assert.Equal("disk", Assert.Single(again.Fingerprints).Name);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
