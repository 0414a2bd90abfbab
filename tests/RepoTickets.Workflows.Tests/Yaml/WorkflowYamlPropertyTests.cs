using System.Text;
using RepoTickets.Workflows.Tests.Definitions;

namespace RepoTickets.Workflows.Tests.Yaml;

/// <summary>Random definitions are written and read; their files are spoilt and read. Set REPOTICKETS_SEED to run one seed.</summary>
public sealed class WorkflowYamlPropertyTests
{
    private const int Definitions = 250;

    public static TheoryData<int> Seeds() => RepoTickets.Tests.Seeds.UpTo(4);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Write_ThenRead_GivesAnEqualDefinition(int seed)
    {
        var random = new RandomDefinition(new(seed));
        for (var i = 0; i < Definitions; i++)
        {
            var definition = random.Next();
            var text = WorkflowYaml.Write(definition);
            var reading = WorkflowYaml.Read(text, "x.yaml");
            Assert.True(
                reading.Definition == definition,
                $"REPOTICKETS_SEED={seed}, definition {i}: {string.Join('\n', reading.Faults)}\n{definition}\n{reading.Definition}\n{text}");
            Assert.Equal(text, WorkflowYaml.Write(reading.Definition!));
            Assert.Equal(text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Read_OfASpoiltFile_GivesFaultsOrADefinition(int seed)
    {
        var random = new Random(seed);
        var definitions = new RandomDefinition(random);
        string[] pieces =
        [
            "[", "{", "}", ":", "- ", "\n", "\t", "&a ", "*a", "!x ", "\"", "'", "|", "#", "\0", "\ud800", "? ", "<<: ", "---\n", "  ",
        ];
        for (var i = 0; i < Definitions * 4; i++)
        {
            var text = WorkflowYaml.Write(definitions.Next());
            for (var j = random.Next(1, 4); j > 0; j--)
            {
                var place = random.Next(text.Length);
                text = random.Next(4) switch
                {
                    0 => text[..place] + " ",
                    1 => text.Remove(place, Math.Min(random.Next(1, 20), text.Length - place)),
                    2 => text.Insert(place, text[random.Next(place)..place]),
                    _ => text.Insert(place, pieces[random.Next(pieces.Length)]),
                };
            }

            try
            {
                var reading = WorkflowYaml.Read(text, "x.yaml");
                Assert.Equal(reading.Definition is null, reading.Faults.Count > 0);
                Assert.All(reading.Faults, fault => Assert.True(fault is { Line: > 0, Column: > 0 }));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"REPOTICKETS_SEED={seed}, file {i}: {exception}\n{text}", exception);
            }
        }
    }
}
