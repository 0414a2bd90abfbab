using System.Text;
using RepoTickets.Storage.Documents;
using RepoTickets.Storage.Text;
using Xunit.Abstractions;
using static RepoTickets.Storage.Tests.Text.ReaderComparison;

namespace RepoTickets.Storage.Tests.Text;

/// <summary>Whatever the canonical reader accepts, the general reader accepts as well, with the identical tree.</summary>
public sealed class CanonicalYamlReaderDifferentialTests(ITestOutputHelper output)
{
    private const int Seed = 20_261;

    [Fact]
    public void Read_FilesOfOurWriter_GivesTreeOfGeneralReader()
    {
        var format = new DocumentFormat(TimeZoneInfo.Utc, TextLimits.Default);
        var documents = new RandomDocuments(Seed);
        var (files, accepted) = (0, 0);
        while (files < 5_000)
        {
            var document = documents.Next();
            if (document is Agent or AgentTask)
            {
                continue;
            }

            files++;
            accepted += IsCanonical(Encoding.UTF8.GetString(format.Create(document)), $"Seed {Seed}, file {files}") ? 1 : 0;
        }

        output.WriteLine($"{accepted} of {files} files were read without the general reader.");
        Assert.True(accepted > files * 0.95, $"Only {accepted} of {files} files were read without the general reader.");
    }

    [Fact]
    public void Read_WrittenValues_GivesTreeOfGeneralReader()
    {
        var accepted = 0;
        for (var seed = Seed; seed < Seed + 5_000; seed++)
        {
            var value = new RandomFile(new Random(seed)).NextMapping(0, 1);
            accepted += IsCanonical(Encoding.UTF8.GetString(DocumentText.Write(DocumentSyntax.Yaml, value)), $"Seed {seed}") ? 1 : 0;
        }

        output.WriteLine($"{accepted} of 5000 files were read without the general reader.");
        Assert.True(accepted > 500, $"Only {accepted} of 5000 files were read without the general reader.");
    }

    [Fact]
    public void Read_FilesOfThePythonPackage_GivesTreeOfGeneralReader()
    {
        var folder = Environment.GetEnvironmentVariable("REPOTICKETS_SAMPLES");
        if (folder is null || !Directory.Exists(folder))
        {
            output.WriteLine("Not checked: REPOTICKETS_SAMPLES names no folder.");
            return;
        }

        foreach (var path in Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories))
        {
            output.WriteLine($"{(IsCanonical(File.ReadAllText(path), path) ? "canonical" : "general")}: {path}");
        }
    }

    [Fact]
    public void Read_MutatedFiles_GivesTreeOfGeneralReaderOrNothing()
    {
        const int Rounds = 200_000;
        var samples = MutationSamples.All();
        var accepted = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var mutation = new TextMutation(new Random(Seed + round));
            accepted += IsCanonical(mutation.Apply(samples[round % samples.Count]), $"Seed {Seed + round}") ? 1 : 0;
        }

        output.WriteLine($"{accepted} of {Rounds} mutated files were read without the general reader.");
        Assert.True(accepted > Rounds / 5, $"Only {accepted} of {Rounds} files were read: the mutations are too wild to prove anything.");
    }

    /// <summary>Few nodes and levels allowed: the limits of the two readers are the same.</summary>
    [Fact]
    public void Read_SmallLimits_GivesUpWhereGeneralReaderRefuses()
    {
        var refused = 0;
        for (var round = 0; round < 4_000; round++)
        {
            var random = new Random(Seed + round);
            var limits = new TextLimits { MaximumDepth = random.Next(5), MaximumNodes = random.Next(120) };
            var text = MutationSamples.All()[round % MutationSamples.All().Count];
            refused += IsCanonical(text, $"Seed {Seed + round}", limits) ? 0 : 1;
        }

        Assert.InRange(refused, 100, 3_900);
    }
}
