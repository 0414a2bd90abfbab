using RepoTickets.LogTriage.Grouping.Compatibility;

namespace RepoTickets.LogTriage.Tests.Grouping.Compatibility;

public sealed class TextSimilarityTests
{
    [Theory]
    [InlineData("Payment declined by bank", "payment DECLINED by bank!", 1.0)]
    [InlineData("", "a", 0.0)]
    [InlineData(null, null, 0.0)]
    [InlineData("a b c d", "e f g h", 0.0)]
    public void Compare_OfTwoTexts_GivesTheExpected(string? left, string? right, double expected) =>
        Assert.Equal(expected, TextSimilarity.Compare(left, right), 6);

    [Fact]
    public void Compare_OfAPartWithItsWhole_IsFarFromTheSame()
    {
        const string ticket = "Payment gateway answered: connection failed after three tries, order could not be charged, links: similar " +
            "errors, occurrences 5";
        Assert.True(TextSimilarity.Compare("Connection failed", ticket) < 0.1);
    }

    [Fact]
    public void Compare_OfRandomTexts_IsSymmetricAndBetweenZeroAndOne()
    {
        var words = RandomLog.Make(200, seed: 1);
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var (left, right) = (words[random.Next(words.Length)], words[random.Next(words.Length)]);
            var similarity = TextSimilarity.Compare(left, right);
            Assert.InRange(similarity, 0, 1);
            Assert.Equal(similarity, TextSimilarity.Compare(right, left));
        }
    }
}
